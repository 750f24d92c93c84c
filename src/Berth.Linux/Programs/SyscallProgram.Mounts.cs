namespace Berth.Linux;

// Steps that mount.
public sealed unsafe partial class SyscallProgram
{
    private const int EmptyPath = 0x1000, Recursive = 0x8000, CloseOnExec = 0x80000;

    /// <summary>mount(2).</summary>
    public SyscallProgram Mount(string? source, string target, string? type, MountFlags flags = MountFlags.None, string? options = null) =>
        Add("mount", target, SyscallNumbers.Mount, Argument.Text(source), target, Argument.Text(type), Argument.Flags((long)flags, Flags.Mount), Argument.Text(options));

    /// <summary>umount2(2). <paramref name="detach"/>: out of the tree at once, gone when nobody uses it any more.</summary>
    public SyscallProgram Unmount(string target, bool detach = false) =>
        Add("umount", target, SyscallNumbers.Umount2, target, Argument.Named(detach ? 2 : 0, detach ? "MNT_DETACH" : "0"));

    /// <summary>pivot_root(2). Both <c>.</c>: the old root ends up on top of the new one and is unmounted next.</summary>
    public SyscallProgram PivotRoot(string newRoot, string putOld) => Add("pivot_root", newRoot, SyscallNumbers.PivotRoot, newRoot, putOld);

    /// <summary>chroot(2).</summary>
    public SyscallProgram ChangeRoot(string path) => Add("chroot", path, SyscallNumbers.Chroot, path);

    /// <summary>open_tree(2): a mount by descriptor; a detached copy of it where <paramref name="clone"/> says so, with the mounts below it where <paramref name="recursive"/> does.
    /// An empty path means the folder (or file) itself.</summary>
    public SyscallProgram OpenTree(ProgramFile folder, string path, out Register tree, bool clone = true, bool recursive = true, bool noFollow = false)
    {
        long flags = CloseOnExec | (clone ? 1 : 0) | (clone && recursive ? Recursive : 0) | (path.Length == 0 ? EmptyPath : 0) | (noFollow ? 0x100 : 0);
        return Add(out tree, "tree", "open_tree", path, SyscallNumbers.OpenTree, Keep(folder), path, Argument.Flags(flags, Flags.OpenTree));
    }

    /// <summary>move_mount(2): puts a detached mount into the tree, at a path (links followed) or, where that is empty, on the very file that is open.</summary>
    public SyscallProgram MoveMount(ProgramFile mount, ProgramFile toFolder, string to, string? subject = null)
    {
        long flags = 4 | (to.Length == 0 ? 0x40 : 0x10);
        return Add("move_mount", subject ?? to, SyscallNumbers.MoveMount, Keep(mount), "", Keep(toFolder), to, Argument.Flags(flags, Flags.MoveMount));
    }

    /// <summary>fsopen(2): begins to describe a file system.</summary>
    public SyscallProgram OpenFileSystem(string type, out Register fileSystem) =>
        Add(out fileSystem, type, "fsopen", type, SyscallNumbers.Fsopen, type, Argument.Named(1, "FSOPEN_CLOEXEC"));

    /// <summary>fsconfig(2): an option, with a value or, where that is null, without.</summary>
    public SyscallProgram SetFileSystemOption(ProgramFile fileSystem, string key, string? value = null) =>
        Add("fsconfig", value is null ? key : $"{key}={value}", SyscallNumbers.Fsconfig, Keep(fileSystem),
            Argument.Named(value is null ? 0 : 1, value is null ? "FSCONFIG_SET_FLAG" : "FSCONFIG_SET_STRING"), key, Argument.Text(value), 0L);

    /// <summary>fsconfig(2): makes the file system that the options describe.</summary>
    public SyscallProgram CreateFileSystem(ProgramFile fileSystem, string subject) =>
        Add("mount", subject, SyscallNumbers.Fsconfig, Keep(fileSystem), Argument.Named(6, "FSCONFIG_CMD_CREATE"), Argument.Text(null), Argument.Text(null), 0L);

    /// <summary>fsmount(2): a detached mount of it.</summary>
    public SyscallProgram MountFileSystem(ProgramFile fileSystem, MountAttributes attributes, out Register mount) =>
        Add(out mount, "mount", "fsmount", null, SyscallNumbers.Fsmount, Keep(fileSystem), Argument.Named(1, "FSMOUNT_CLOEXEC"), Argument.Flags((long)attributes, Flags.MountAttributes));

    /// <summary>mount_setattr(2), of an open mount where the path is empty.</summary>
    public SyscallProgram SetMountAttributes(
        ProgramFile folder, string path, MountAttributes set, MountAttributes clear = MountAttributes.None, MountPropagation propagation = MountPropagation.Unchanged, bool recursive = true)
    {
        byte[] attributes = MountCalls.Attributes(set, clear, propagation);
        string shown = !ProgramText.IsKept ? "" : $"{{set={Flags.MountAttributes.Show((long)set)}, clear={Flags.MountAttributes.Show((long)clear)}, propagation={Flags.Mount.Show((long)propagation)}}}";
        long flags = (recursive ? Recursive : 0) | (path.Length == 0 ? EmptyPath : 0);
        return Add("mount_setattr", path, SyscallNumbers.MountSetattr, Keep(folder), path, Argument.Flags(flags, Flags.OpenTree), Argument.Bytes(attributes, shown), (long)attributes.Length);
    }
}
