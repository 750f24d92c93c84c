using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The role in which this executable compresses its standard input to its standard output.</summary>
internal static class GzipRole
{
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "--gzip";

    /// <summary>Starts a process in this role, at the lowest priority.</summary>
    public static StartedProcess Start(SafeFileHandle source, SafeFileHandle target)
    {
        using SafeFileHandle executable = FileCalls.Open("/proc/self/exe", OpenFlags.ReadOnly);
        using SafeFileHandle errors = FileCalls.Open("/dev/null", OpenFlags.WriteOnly);
        return new SyscallProgram()
            .ResetSignals()
            .SetParentDeathSignal(Signals.Kill)
            .SetStandardStreams(source, target, errors)
            .CloseOnExecute(3)
            .Execute(executable, "gzip", ["berth", "gzip", Argument], [])
            .Start();
    }

    /// <summary>Compresses.</summary>
    public static int Run()
    {
        using var source = new SafeFileHandle(0, ownsHandle: false);
        using var target = new SafeFileHandle(1, ownsHandle: false);
        var gzip = new GzipWriter(bytes => FileCalls.Write(target, bytes.Span));
        var buffer = new byte[64 * 1024];
        while (FileCalls.Read(source, buffer) is int length and > 0)
        {
            gzip.Write(buffer.AsSpan(0, length));
        }
        gzip.Finish();
        return 0;
    }
}
