using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Daemon;

/// <summary>The monitor's executable: the one that this program carries, in a sealed memory file, or the one that BERTH_MONITOR names.</summary>
internal static class MonitorBinary
{
    private const string Resource = "berth-monitor";

    /// <summary>Opens it, ready to be executed by its descriptor.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public static SafeFileHandle Open()
    {
        if (Environment.GetEnvironmentVariable("BERTH_MONITOR") is { Length: > 0 } path)
        {
            try
            {
                return FileCalls.Open(path, OpenFlags.PathOnly);
            }
            catch (LinuxException e)
            {
                throw new OptionException($"BERTH_MONITOR={path}: {Errno.Describe(e.Errno)}");
            }
        }

        using var carried = typeof(MonitorBinary).Assembly.GetManifestResourceStream(Resource) as UnmanagedMemoryStream
            ?? throw new OptionException("this engine was built without a monitor; name one by the variable BERTH_MONITOR");
        return MemoryFile.CreateSealed(Resource, carried);
    }
}
