using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Cli;

/// <summary>The engine's executable: the one that this program carries, in a sealed memory file, or the one that BERTH_ENGINE names.</summary>
internal static class EngineExecutable
{
    private const string Resource = "berth-engine";

    /// <summary>Opens it, ready to be executed by its descriptor.</summary>
    /// <exception cref="UsageException">There is none, or it can't be opened.</exception>
    public static SafeFileHandle Open()
    {
        if (GlobalOptions.NonEmpty("BERTH_ENGINE") is { } path)
        {
            try
            {
                return FileCalls.Open(path, OpenFlags.PathOnly);
            }
            catch (LinuxException e)
            {
                throw new UsageException($"BERTH_ENGINE={path}: {Errno.Describe(e.Errno)}", ExitCodes.Failure) { ShowUsage = false };
            }
        }
        using var carried = typeof(EngineExecutable).Assembly.GetManifestResourceStream(Resource) as UnmanagedMemoryStream
            ?? throw new UsageException("this berth was built without an engine; name one by the variable BERTH_ENGINE", ExitCodes.Failure) { ShowUsage = false };
        return MemoryFile.CreateSealed(Resource, carried);
    }
}
