using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Adds up the bytes of a tree's files; a file with several names counts once.</summary>
internal static class TreeSize
{
    /// <summary>Bytes of all regular files below a folder.</summary>
    public static long Of(RootedFolder root)
    {
        var seen = new HashSet<ulong>();
        using SafeFileHandle top = FileCalls.Open(root.Handle, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        return Add(top, seen);
    }

    private static long Add(SafeFileHandle folder, HashSet<ulong> seen)
    {
        long bytes = 0;
        foreach (FolderEntry entry in FileCalls.List(folder))
        {
            // A container may be at work in it: what is gone by now counts nothing.
            if (FileCalls.StatIfExists(folder, entry.Name) is not { } stat)
            {
                continue;
            }

            if (stat.Kind == FileKind.Directory)
            {
                using SafeFileHandle? inner = FileCalls.OpenIfExists(folder, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                bytes += inner is null ? 0 : Add(inner, seen);
            }
            else if (stat.Kind == FileKind.Regular && (stat.Links == 1 || seen.Add(stat.Inode)))
            {
                bytes += stat.Size;
            }
        }

        return bytes;
    }
}
