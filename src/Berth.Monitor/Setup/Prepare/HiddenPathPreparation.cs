using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Finds out which of the paths to hide or to make read-only are there.</summary>
internal static class HiddenPathPreparation
{
    public static void Run(SetupContext context)
    {
        if (context.Isolation.Privileged)
        {
            return;
        }
        foreach (string path in context.Isolation.MaskedPaths)
        {
            if (Kind(context, path) is { } kind)
            {
                context.Masked.Add((path, kind == FileKind.Directory));
            }
        }
        foreach (string path in context.Isolation.ReadonlyPaths)
        {
            if (Kind(context, path) is not null)
            {
                context.ReadOnlyPaths.Add(path);
            }
        }
    }

    private static FileKind? Kind(SetupContext context, string path) =>
        path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/sys/", StringComparison.Ordinal)
            ? FileCalls.StatIfExists(FileCalls.WorkingFolder, path, follow: true)?.Kind
            : context.Root.StatIfExists(path, follow: true)?.Kind;
}
