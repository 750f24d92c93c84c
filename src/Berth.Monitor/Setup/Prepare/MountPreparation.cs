using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Makes the request's mounts, detached, and the places that they go to.</summary>
internal static class MountPreparation
{
    public static void Run(SetupContext context)
    {
        foreach (MountRequest mount in context.Request.Mounts)
        {
            SafeFileHandle tree = context.Own(mount.Type == "bind" ? Bind(mount) : Create(mount));
            bool isFolder = FileCalls.Stat(tree).Kind == FileKind.Directory;
            MakeTarget(context, mount.Target, isFolder);
            if (mount.CopyUp)
            {
                CopyUp(context, mount, tree);
            }
            Finish(mount, tree);
            context.Mounts.Add(new PreparedMount(tree, mount.Target));
        }
    }

    private static SafeFileHandle Bind(MountRequest mount)
    {
        try
        {
            if (mount.Subpath.Length == 0)
            {
                return MountCalls.CloneTree(FileCalls.WorkingFolder, mount.Source, mount.Recursive);
            }
            using RootedFolder volume = RootedFolder.Open(mount.Source);
            using SafeFileHandle part = volume.Open(mount.Subpath, OpenFlags.PathOnly);
            return MountCalls.CloneTree(part, "", mount.Recursive);
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR)
        {
            string path = mount.Subpath.Length == 0 ? mount.Source : $"{mount.Source}/{mount.Subpath}";
            throw SetupException.Other($"mount {mount.Target}", e.Errno, $"error mounting \"{path}\" to rootfs at \"{mount.Target}\": {Errno.Text(e.Errno)}");
        }
    }

    private static SafeFileHandle Create(MountRequest mount)
    {
        MountOptions options = MountOptions.Parse(mount.Options);
        // tmpfs has Docker's defaults for what isn't asked for otherwise.
        MountAttributes attributes = mount.Type == "tmpfs"
            ? (MountAttributes.NoSetUid | MountAttributes.NoDevices | MountAttributes.NoExecute) & ~options.Clear
            : MountAttributes.None;
        if (mount.Type != "tmpfs" && mount.Source.Length > 0)
        {
            options.Options.Insert(0, new("source", mount.Source));
        }
        return MountCalls.CreateFileSystem(mount.Type, options.Options, attributes | options.Set & ~MountAttributes.ReadOnly);
    }

    // The target may lie in a mount before this one: it is made in that then, as it will be found there.
    private static void MakeTarget(SetupContext context, string target, bool isFolder)
    {
        string path = target.TrimEnd('/');
        for (int i = context.Mounts.Count - 1; i >= 0; i--)
        {
            string outer = context.Mounts[i].Target.TrimEnd('/');
            if (path.StartsWith(outer + "/", StringComparison.Ordinal))
            {
                using var inner = new RootedFolder(FileCalls.Duplicate(context.Mounts[i].Tree));
                MakeTarget(inner, path[outer.Length..], isFolder);
                return;
            }
        }
        if (context.Devices is { } devices && path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            using var inner = new RootedFolder(FileCalls.Duplicate(devices));
            MakeTarget(inner, path["/dev".Length..], isFolder);
            return;
        }
        if (path is "/proc" or "/sys" || path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/sys/", StringComparison.Ordinal))
        {
            return;   // the kernel's own names: there, or an error
        }
        MakeTarget(context.Root, path, isFolder);
    }

    private static void MakeTarget(RootedFolder root, string path, bool isFolder)
    {
        if (isFolder)
        {
            root.CreateFolders(path).Dispose();
            return;
        }
        if (root.StatIfExists(path, follow: true) is { } there)
        {
            if (there.Kind == FileKind.Directory)
            {
                throw SetupException.Other($"mount {path}", Errno.ENOTDIR, $"error mounting a file to rootfs at \"{path}\": not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type");
            }
            return;
        }
        int slash = path.LastIndexOf('/');
        root.CreateFolders(slash <= 0 ? "/" : path[..slash]).Dispose();
        root.MakeNode(path, FileKind.Regular, 0x1ED /* 0755 */);
    }

    private static void CopyUp(SetupContext context, MountRequest mount, SafeFileHandle tree)
    {
        using SafeFileHandle? from = context.Root.OpenIfExists(mount.Target, OpenFlags.ReadOnly | OpenFlags.Directory);
        if (from is not null)
        {
            FolderCopy.Copy(from, tree);
        }
    }

    private static void Finish(MountRequest mount, SafeFileHandle tree)
    {
        (MountPropagation propagation, bool recursive) = MountOptions.Propagation(mount.Propagation);
        MountCalls.SetAttributes(tree, "", MountAttributes.None, propagation: propagation, recursive: recursive);
        MountOptions options = MountOptions.Parse(mount.Options);
        MountAttributes set = (mount.ReadOnly ? MountAttributes.ReadOnly : 0) | (mount.Type == "bind" ? options.Set : options.Set & MountAttributes.ReadOnly);
        if (set != MountAttributes.None)
        {
            MountCalls.SetAttributes(tree, "", set, recursive: mount.Recursive && !mount.ReadOnlyTop);
        }
    }
}
