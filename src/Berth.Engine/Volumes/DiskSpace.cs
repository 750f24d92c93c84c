using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Counts what a folder takes on its disk.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes of all files under a folder, each counted once whatever its names; 0 where there is none.</summary>
    public static long Of(string path)
    {
        try
        {
            using var folder = FileCalls.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
            return Count(folder, []);
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR)
        {
            return 0;
        }
    }

    private static long Count(SafeFileHandle folder, HashSet<(DeviceNumber, ulong)> seen)
    {
        long total = 0;
        foreach (var entry in FileCalls.List(folder))
        {
            if (FileCalls.StatIfExists(folder, entry.Name) is not { } stat || (stat.Links > 1 && stat.Kind != FileKind.Directory && !seen.Add((stat.Device, stat.Inode))))
            {
                continue;
            }

            total += stat.Blocks * 512;
            if (stat.Kind == FileKind.Directory && FileCalls.OpenIfExists(folder, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow) is { } sub)
            {
                using (sub)
                {
                    total += Count(sub, seen);
                }
            }
        }

        return total;
    }
}
