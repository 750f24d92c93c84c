using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Makes the working folder where the image hasn't got it. Below a mount it is looked for there, and not made.</summary>
internal static class WorkingFolderPreparation
{
    public static void Run(SetupContext context)
    {
        string folder = context.Process.WorkingFolder;
        if (!folder.StartsWith('/'))
        {
            throw SetupException.Other("working folder", Errno.EINVAL, $"the working directory '{folder}' is invalid, it needs to be an absolute path");
        }
        for (int i = context.Mounts.Count - 1; i >= 0; i--)
        {
            PreparedMount mount = context.Mounts[i];
            string outer = mount.Target.TrimEnd('/');
            if (folder == outer || folder.StartsWith(outer + "/", StringComparison.Ordinal))
            {
                using var inner = new RootedFolder(FileCalls.Duplicate(mount.Tree));
                TryMake(inner, folder[outer.Length..]);
                return;
            }
        }
        if (folder.Split('/') is not [_, "proc" or "sys" or "dev", ..])
        {
            TryMake(context.Root, folder);
        }
    }

    // A file in the way, a read-only mount: entering it will say so, in Docker's words.
    private static void TryMake(RootedFolder root, string path)
    {
        try
        {
            root.CreateFolders(path).Dispose();
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOTDIR or Errno.EEXIST or Errno.EROFS or Errno.ELOOP or Errno.ENOENT)
        {
            return;
        }
    }
}
