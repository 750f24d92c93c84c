namespace Berth.Linux;

/// <summary>The names of the flags that programs use, as their headers have them.</summary>
internal static class Flags
{
    public static FlagNames Namespaces => new(
        (0x80, "CLONE_NEWTIME"), (0x200, "CLONE_FS"), (0x20000, "CLONE_NEWNS"), (0x2000000, "CLONE_NEWCGROUP"), (0x4000000, "CLONE_NEWUTS"), (0x8000000, "CLONE_NEWIPC"),
        (0x10000000, "CLONE_NEWUSER"), (0x20000000, "CLONE_NEWPID"), (0x40000000, "CLONE_NEWNET"));

    public static FlagNames Mount => !ProgramText.IsKept ? FlagNames.None : new(
        (1, "MS_RDONLY"), (2, "MS_NOSUID"), (4, "MS_NODEV"), (8, "MS_NOEXEC"), (0x10, "MS_SYNCHRONOUS"), (0x20, "MS_REMOUNT"), (0x80, "MS_DIRSYNC"), (0x100, "MS_NOSYMFOLLOW"),
        (0x400, "MS_NOATIME"), (0x800, "MS_NODIRATIME"), (0x1000, "MS_BIND"), (0x2000, "MS_MOVE"), (0x4000, "MS_REC"), (0x8000, "MS_SILENT"), (0x20000, "MS_UNBINDABLE"),
        (0x40000, "MS_PRIVATE"), (0x80000, "MS_SLAVE"), (0x100000, "MS_SHARED"), (0x200000, "MS_RELATIME"), (0x1000000, "MS_STRICTATIME"), (0x2000000, "MS_LAZYTIME"));

    public static FlagNames MountAttributes => !ProgramText.IsKept ? FlagNames.None : new(
        (1, "MOUNT_ATTR_RDONLY"), (2, "MOUNT_ATTR_NOSUID"), (4, "MOUNT_ATTR_NODEV"), (8, "MOUNT_ATTR_NOEXEC"), (0x10, "MOUNT_ATTR_NOATIME"), (0x20, "MOUNT_ATTR_STRICTATIME"),
        (0x80, "MOUNT_ATTR_NODIRATIME"), (0x100000, "MOUNT_ATTR_IDMAP"), (0x200000, "MOUNT_ATTR_NOSYMFOLLOW"));

    public static FlagNames OpenTree => !ProgramText.IsKept ? FlagNames.None : new((1, "OPEN_TREE_CLONE"), (0x8000, "AT_RECURSIVE"), (0x1000, "AT_EMPTY_PATH"), (0x100, "AT_SYMLINK_NOFOLLOW"), (0x80000, "OPEN_TREE_CLOEXEC"));

    public static FlagNames MoveMount => !ProgramText.IsKept ? FlagNames.None : new((1, "MOVE_MOUNT_F_SYMLINKS"), (4, "MOVE_MOUNT_F_EMPTY_PATH"), (0x10, "MOVE_MOUNT_T_SYMLINKS"), (0x40, "MOVE_MOUNT_T_EMPTY_PATH"));

    // x86-64's values: what is printed is what the caller asked for.
    public static FlagNames Open => !ProgramText.IsKept ? FlagNames.None : new(
        (1, "O_WRONLY"), (2, "O_RDWR"), (0x40, "O_CREAT"), (0x80, "O_EXCL"), (0x100, "O_NOCTTY"), (0x200, "O_TRUNC"), (0x400, "O_APPEND"), (0x800, "O_NONBLOCK"),
        (0x400000 | 0x10000, "O_TMPFILE"), (0x10000, "O_DIRECTORY"), (0x20000, "O_NOFOLLOW"), (0x200000, "O_PATH"), (0x80000, "O_CLOEXEC"));

    /// <summary>Namespaces as their CLONE_ bits are called.</summary>
    public static string Show(this Namespaces kinds) => Namespaces.Show((long)kinds);
}
