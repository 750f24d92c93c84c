using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Finds what differs between a container's files and its image.</summary>
internal static class SnapshotChanges
{
    /// <summary>From an overlay's upper folder, which holds nothing but changes.</summary>
    public static IReadOnlyList<FileChange> OfUpper(string upper, LayerChain lower)
    {
        var changes = new List<FileChange>();
        using SafeFileHandle root = FileCalls.Open(upper, OpenFlags.ReadOnly | OpenFlags.Directory);
        WalkUpper(root, "", lower, changes);
        return Sorted(changes);
    }

    /// <summary>From a whole copy, compared file by file as <c>docker diff</c> compares: kind, mode, owner, size, time, device.</summary>
    public static IReadOnlyList<FileChange> OfCopy(string copy, LayerChain lower)
    {
        var changes = new List<FileChange>();
        using SafeFileHandle root = FileCalls.Open(copy, OpenFlags.ReadOnly | OpenFlags.Directory);
        WalkCopy(root, "", lower, changes);
        return Sorted(changes);
    }

    private static void WalkUpper(SafeFileHandle folder, string path, LayerChain lower, List<FileChange> changes)
    {
        foreach (FolderEntry entry in FileCalls.List(folder))
        {
            if (FileCalls.StatIfExists(folder, entry.Name) is not { } stat)
            {
                continue;
            }

            string inner = Join(path, entry.Name);
            LayerChain.Found? original = lower.Find(inner);
            if (OverlayMarks.IsWhiteout(stat))
            {
                if (original is not null)
                {
                    changes.Add(new FileChange("/" + inner, FileChangeKind.Deleted));
                }

                continue;
            }

            changes.Add(new FileChange("/" + inner, original is null ? FileChangeKind.Added : FileChangeKind.Modified));
            if (stat.Kind == FileKind.Directory)
            {
                using SafeFileHandle? open = FileCalls.OpenIfExists(folder, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                if (open is not null)
                {
                    AddHidden(open, inner, lower, OverlayMarks.IsOpaque(folder, entry.Name), changes);
                    WalkUpper(open, inner, lower, changes);
                }
            }
        }
    }

    // An opaque folder has deleted whatever it doesn't have itself.
    private static void AddHidden(SafeFileHandle folder, string path, LayerChain lower, bool opaque, List<FileChange> changes)
    {
        if (!opaque)
        {
            return;
        }

        foreach (string name in lower.List(path).Keys)
        {
            if (FileCalls.StatIfExists(folder, name) is null)
            {
                changes.Add(new FileChange("/" + Join(path, name), FileChangeKind.Deleted));
            }
        }
    }

    private static void WalkCopy(SafeFileHandle? folder, string path, LayerChain lower, List<FileChange> changes)
    {
        IReadOnlyDictionary<string, LayerChain.Found> originals = lower.List(path);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (FolderEntry entry in folder is null ? [] : FileCalls.List(folder))
        {
            if (FileCalls.StatIfExists(folder!, entry.Name) is not { } stat)
            {
                continue;
            }

            present.Add(entry.Name);
            string inner = Join(path, entry.Name);
            if (!originals.TryGetValue(entry.Name, out LayerChain.Found? original))
            {
                changes.Add(new FileChange("/" + inner, FileChangeKind.Added));
            }
            else if (Differs(stat, original.Stat))
            {
                changes.Add(new FileChange("/" + inner, FileChangeKind.Modified));
            }

            if (stat.Kind == FileKind.Directory)
            {
                using SafeFileHandle? open = FileCalls.OpenIfExists(folder!, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                WalkCopy(open, inner, lower, changes);
            }
        }

        changes.AddRange(originals.Keys.Where(name => !present.Contains(name)).Select(name => new FileChange("/" + Join(path, name), FileChangeKind.Deleted)));
    }

    private static bool Differs(in FileStat now, in FileStat before) =>
        now.Kind != before.Kind || now.Mode != before.Mode || now.User != before.User || now.Group != before.Group || now.Represents != before.Represents
        || now.ModifyTime != before.ModifyTime || (now.Kind == FileKind.Regular && now.Size != before.Size);

    private static List<FileChange> Sorted(List<FileChange> changes)
    {
        changes.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return changes;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "/" + name;
}
