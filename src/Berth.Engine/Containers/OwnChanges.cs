using Berth.Images;

namespace Berth.Engine;

/// <summary>What a container changed itself: without the empty files on which the engine mounts its own.</summary>
internal static class OwnChanges
{
    private const string Folder = "/etc";

    /// <summary>Paths on which every container gets a file of the engine's.</summary>
    public static IReadOnlyList<string> MountPoints { get; } = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf"];

    /// <summary>The changes without those.</summary>
    public static IReadOnlyList<FileChange> Of(IReadOnlyList<FileChange> changes)
    {
        FileChange[] own = [.. changes.Where(change => change.Kind != FileChangeKind.Added || !MountPoints.Contains(change.Path))];
        bool inFolder = own.Any(change => change.Path.StartsWith(Folder + "/", StringComparison.Ordinal));

        // The folder was changed by making them, and by nothing else.
        return own.Length < changes.Count && !inFolder ? [.. own.Where(change => change.Path != Folder)] : own;
    }
}
