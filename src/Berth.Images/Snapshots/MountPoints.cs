using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>Folders and files that were made in a container only to mount something on.</summary>
internal static class MountPoints
{
    /// <summary>Removes those that hold nothing; the rest has become somebody's.</summary>
    /// <param name="root">The folder of what the container changed, or of all that it has.</param>
    /// <param name="paths">Their paths, outer ones first.</param>
    public static void Remove(RootedFolder root, IEnumerable<string> paths)
    {
        foreach (string path in paths.Reverse())
        {
            int slash = path.LastIndexOf('/');
            using SafeFileHandle? parent = root.OpenIfExists(slash <= 0 ? "/" : path[..slash], OpenFlags.PathOnly | OpenFlags.Directory);
            if (parent is null || FileCalls.StatIfExists(parent, path[(slash + 1)..]) is not { } stat)
            {
                continue;
            }

            if (stat.Kind == FileKind.Regular && stat.Size == 0)
            {
                FileCalls.Remove(parent, path[(slash + 1)..]);
            }
            else if (stat.Kind == FileKind.Directory)
            {
                RemoveFolder(parent, path[(slash + 1)..]);
            }
        }
    }

    private static void RemoveFolder(SafeFileHandle parent, string name)
    {
        try
        {
            FileCalls.RemoveFolder(parent, name);
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOTEMPTY or Errno.EEXIST)
        {
            // Something was put beside the mount.
        }
    }
}
