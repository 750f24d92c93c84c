using System.Globalization;
using System.Text;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The role of process 1 in a container with <c>--init</c>. It was started with all signals blocked that it hands on, so none is lost before it listens.</summary>
internal static class InitRole
{
    /// <summary>Runs a command, and ends as it does.</summary>
    public static int Run(IReadOnlyList<string> command)
    {
        using var signals = new SignalFd(ContainerInit.Forwarded());
        using var status = new SafeFileHandle(ContainerInit.StatusDescriptor, ownsHandle: true);
        StartedProcess child;
        try
        {
            IReadOnlyList<string> environment = ReadEnvironment();
            child = new SyscallProgram()
                .ResetSignals()
                .CloseOnExecute(3)
                .ExecuteCommand(command[0], ProcessSteps.SearchPath(environment), command, environment)
                .Start();
        }
        catch (LinuxException e)
        {
            FileCalls.Write(status, Encoding.ASCII.GetBytes(e.Errno.ToString(CultureInfo.InvariantCulture)));
            return 127;
        }
        status.Dispose();
        return Serve(signals, child);
    }

    private static int Serve(SignalFd signals, StartedProcess child)
    {
        while (true)
        {
            RawIo.Poll(signals.Handle.Number(), EpollEvents.In, -1);
            while (signals.Take(out bool fromKernel) is int signal and > 0)
            {
                if (signal == Signals.Chld)
                {
                    if (Reap(child.Pid) is { } code)
                    {
                        return code;
                    }
                }
                else if (!fromKernel)   // the terminal's keys reach the command by themselves: it is in the same group
                {
                    Pidfd.Signal(child.Handle, signal);
                }
            }
        }
    }

    private static int? Reap(int command)
    {
        int? code = null;
        while (Children.TryReapAny(out ExitStatus status) is int pid and > 0)
        {
            if (pid == command)
            {
                code = status.ShellCode;
            }
        }
        return code;
    }

    // The bytes as they are: the library's dictionary would lose order, doubles and what is not text.
    private static List<string> ReadEnvironment()
    {
        using SafeFileHandle file = FileCalls.Open("/proc/self/environ", OpenFlags.ReadOnly);
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (FileCalls.Read(file, buffer) is int length and > 0)
        {
            bytes.AddRange(buffer.AsSpan(0, length));
        }
        var environment = new List<string>();
        ReadOnlySpan<byte> rest = bytes.ToArray();
        while (rest.IndexOf((byte)0) is int end and >= 0)
        {
            environment.Add(PathText.Decode(rest[..end]));
            rest = rest[(end + 1)..];
        }
        return environment;
    }
}
