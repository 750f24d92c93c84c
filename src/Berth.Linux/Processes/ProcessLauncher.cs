using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Starts Berth's own programs so that they outlive who starts them: in a session of their own without a terminal, with no descriptor, variable, signal disposition,
/// working folder or cgroup of the starter's but those that are given. No copy of this process is made on the way (<see cref="SyscallProgram"/>).</summary>
public static class ProcessLauncher
{
    /// <summary>Starts a program and returns when it runs. It stays this process's child until one of them ends.</summary>
    /// <exception cref="LinuxException">It could not be started; the message names the step.</exception>
    public static StartedProcess Launch(LaunchRequest request)
    {
        using SafeFileHandle nothing = FileCalls.Open("/dev/null", OpenFlags.ReadWrite);
        return Compile(request, nothing).Start(Namespaces.None, null, request.Cgroup?.Unified);
    }

    internal static SyscallProgram Compile(LaunchRequest request, SafeFileHandle nothing)
    {
        var program = new SyscallProgram();
        request.Cgroup?.AddTo(program);
        var passed = new ProgramFile[request.Descriptors.Count];
        for (int i = 0; i < passed.Length; i++)
        {
            passed[i] = request.Descriptors[i];
        }
        return program
            .NewSession()
            .ChangeFolder(request.WorkingFolder)
            .SetUmask(request.Umask)
            .SetStandardStreams(request.Input ?? nothing, request.Output ?? nothing, request.Error ?? nothing)
            .PassDescriptors(passed)
            .ResetSignals([.. request.BlockedSignals])
            .Execute(request.Program, request.Name, request.Arguments, request.Environment);
    }
}
