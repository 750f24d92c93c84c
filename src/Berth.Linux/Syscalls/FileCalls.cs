using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>The calls on names: each takes an open folder (or <see cref="WorkingFolder"/>) and a path below it. Nothing here protects from links in
/// the path: use <see cref="RootedFolder"/> for a path that somebody else had a say in. All throw <see cref="LinuxException"/>.</summary>
public static unsafe partial class FileCalls
{
    private const int EmptyPath = 0x1000, NoFollow = 0x100, RemoveFolderFlag = 0x200;

    /// <summary>AT_FDCWD as a handle: relative paths start at the process's working folder, absolute ones at its root.</summary>
    public static SafeFileHandle WorkingFolder { get; } = new(Libc.WorkingFolder, ownsHandle: false);

    /// <summary>Opens a path (openat(2)).</summary>
    public static SafeFileHandle Open(string path, OpenFlags flags, int mode = 0) => Open(WorkingFolder, path, flags, mode);

    /// <summary>Opens a path below a folder (openat(2)).</summary>
    public static SafeFileHandle Open(SafeHandle folder, string path, OpenFlags flags, int mode = 0) =>
        new(Libc.Check(Libc.Call(SyscallNumbers.Openat, folder, path, flags.ToKernel(), mode), "open", path), ownsHandle: true);

    /// <summary>Opens a path below a folder, passing through nothing that <paramref name="resolve"/> forbids (openat2(2)).</summary>
    public static SafeFileHandle Open(SafeHandle folder, string path, OpenFlags flags, int mode, ResolveFlags resolve) =>
        new(Libc.Check(TryOpen(folder, path, flags, mode, resolve), "open", path), ownsHandle: true);

    /// <summary>As <see cref="Open(SafeHandle, string, OpenFlags, int, ResolveFlags)"/>, but null where the path, or a folder on the way, doesn't exist.</summary>
    public static SafeFileHandle? OpenIfExists(SafeHandle folder, string path, OpenFlags flags, ResolveFlags resolve = ResolveFlags.None)
    {
        nint result = TryOpen(folder, path, flags, 0, resolve);
        return result is -Errno.ENOENT or -Errno.ENOTDIR ? null : new SafeFileHandle(Libc.Check(result, "open", path), ownsHandle: true);
    }

    internal static nint TryOpen(SafeHandle folder, string path, OpenFlags flags, int mode, ResolveFlags resolve)
    {
        var how = new OpenHow
        {
            Flags = (ulong)flags.ToKernel(),
            Mode = (flags & (OpenFlags.Create | (OpenFlags)0x400000)) == 0 ? 0 : (ulong)mode,   // a mode without O_CREAT or O_TMPFILE is EINVAL
            Resolve = (ulong)resolve,
        };
        nint result;
        do
        {
            // EAGAIN: something was renamed meanwhile, and the kernel couldn't be sure that the path stayed below the root.
            result = Libc.Call(SyscallNumbers.Openat2, folder, path, (nint)(&how), sizeof(OpenHow));
        }
        while (result == -Errno.EAGAIN && resolve != ResolveFlags.None);
        return result;
    }

    /// <summary>What a path is. A symbolic link at its end is followed where <paramref name="follow"/> says so.</summary>
    public static FileStat Stat(SafeHandle folder, string path, bool follow = false)
    {
        Statx raw;
        Libc.Check(Libc.Call(SyscallNumbers.Statx, folder, path, follow ? 0 : NoFollow, StatMask, (nint)(&raw)), "stat", path);
        return new FileStat(raw);
    }

    /// <summary>As <see cref="Stat(SafeHandle, string, bool)"/>; null where there is no such file.</summary>
    public static FileStat? StatIfExists(SafeHandle folder, string path, bool follow = false)
    {
        Statx raw;
        nint result = Libc.Call(SyscallNumbers.Statx, folder, path, follow ? 0 : NoFollow, StatMask, (nint)(&raw));
        if (result is -Errno.ENOENT or -Errno.ENOTDIR)
        {
            return null;
        }
        Libc.Check(result, "stat", path);
        return new FileStat(raw);
    }

    /// <summary>What an open file is, also one opened with <see cref="OpenFlags.PathOnly"/>.</summary>
    public static FileStat Stat(SafeHandle file)
    {
        Statx raw;
        Libc.Check(Libc.Call(SyscallNumbers.Statx, file, "", EmptyPath | NoFollow, StatMask, (nint)(&raw)), "stat");
        return new FileStat(raw);
    }

    /// <summary>Makes a folder; EEXIST where the name is taken.</summary>
    public static void MakeFolder(SafeHandle folder, string path, int mode = 0x1ED /* 0755 */) =>
        Libc.Check(Libc.Call(SyscallNumbers.Mkdirat, folder, path, mode), "mkdir", path);

    /// <summary>Makes a folder unless the name is taken; tells whether it was made.</summary>
    public static bool MakeFolderIfMissing(SafeHandle folder, string path, int mode = 0x1ED /* 0755 */)
    {
        nint result = Libc.Call(SyscallNumbers.Mkdirat, folder, path, mode);
        if (result == -Errno.EEXIST)
        {
            return false;
        }
        Libc.Check(result, "mkdir", path);
        return true;
    }

    /// <summary>Makes a device node, a pipe, a socket's name or an empty file (mknodat(2)).</summary>
    public static void MakeNode(SafeHandle folder, string path, FileKind kind, int mode, DeviceNumber device = default) =>
        Libc.Check(Libc.Call(SyscallNumbers.Mknodat, folder, path, (nint)kind | mode, (nint)device.Packed), "mknod", path);

    /// <summary>Makes a symbolic link at <paramref name="path"/> with the text <paramref name="target"/>.</summary>
    public static void MakeSymlink(string target, SafeHandle folder, string path) =>
        Libc.Check(Libc.Call(SyscallNumbers.Symlinkat, target, folder, path), "symlink", path);

    /// <summary>Makes a second name for a file; a symbolic link at the end of <paramref name="existing"/> is linked itself.</summary>
    public static void MakeLink(SafeHandle existingFolder, string existing, SafeHandle folder, string path) =>
        Libc.Check(Libc.Call(SyscallNumbers.Linkat, existingFolder, existing, folder, path), "link", path);

    /// <summary>Gives an open file a (further) name (linkat(2) with AT_EMPTY_PATH; CAP_DAC_READ_SEARCH), as for one opened <see cref="OpenFlags.Unnamed"/>.</summary>
    public static void MakeLink(SafeHandle file, SafeHandle folder, string path) =>
        Libc.Check(Libc.Call(SyscallNumbers.Linkat, file, "", folder, path, EmptyPath), "link", path);

    /// <summary>The text of a symbolic link.</summary>
    public static string ReadLink(SafeHandle folder, string path)
    {
        byte* text = stackalloc byte[4096];
        int length = (int)Libc.Check(Libc.Call(SyscallNumbers.Readlinkat, folder, path, (nint)text, 4096), "readlink", path);
        return PathText.Decode(new ReadOnlySpan<byte>(text, length));
    }

    /// <summary>Removes a name that isn't a folder.</summary>
    public static void Remove(SafeHandle folder, string path) => Libc.Check(Libc.Call(SyscallNumbers.Unlinkat, folder, path), "unlink", path);

    /// <summary>Removes a name that isn't a folder, if there is one; tells whether there was.</summary>
    public static bool RemoveIfExists(SafeHandle folder, string path)
    {
        nint result = Libc.Call(SyscallNumbers.Unlinkat, folder, path);
        if (result is -Errno.ENOENT or -Errno.ENOTDIR)
        {
            return false;
        }
        Libc.Check(result, "unlink", path);
        return true;
    }

    /// <summary>Removes an empty folder.</summary>
    public static void RemoveFolder(SafeHandle folder, string path) =>
        Libc.Check(Libc.Call(SyscallNumbers.Unlinkat, folder, path, RemoveFolderFlag), "rmdir", path);

    /// <summary>Renames, replacing what has the new name unless <paramref name="options"/> say otherwise.</summary>
    public static void Rename(SafeHandle fromFolder, string from, SafeHandle toFolder, string to, RenameOptions options = RenameOptions.None) =>
        Libc.Check(Libc.Call(SyscallNumbers.Renameat2, fromFolder, from, toFolder, to, (nint)options), "rename", from);

    /// <summary>Sets owner and group of a name; a symbolic link's own.</summary>
    public static void SetOwner(SafeHandle folder, string path, uint user, uint group) =>
        Libc.Check(Libc.Call(SyscallNumbers.Fchownat, folder, path, (nint)user, (nint)group, NoFollow), "chown", path);

    /// <summary>Sets the permissions of a name that isn't a symbolic link (which have none); the link itself is never followed.</summary>
    public static void SetMode(SafeHandle folder, string path, int mode)
    {
        nint result = Libc.Call(SyscallNumbers.Fchmodat2, folder, path, mode, NoFollow);
        if (result == -Errno.ENOSYS)   // before 6.6: through the file's own descriptor
        {
            using SafeFileHandle file = Open(folder, path, OpenFlags.PathOnly | OpenFlags.NoFollow);
            if (Stat(file).Kind == FileKind.SymbolicLink)
            {
                throw new LinuxException("chmod", path, Errno.EOPNOTSUPP);
            }
            result = Libc.Call(SyscallNumbers.Fchmodat, WorkingFolder, DescriptorPath(file), mode);
        }
        Libc.Check(result, "chmod", path);
    }

    /// <summary>Sets the times of a name; a symbolic link's own.</summary>
    public static void SetTimes(SafeHandle folder, string path, FileTime access, FileTime modify)
    {
        long* times = stackalloc long[] { access.Seconds, access.Nanoseconds, modify.Seconds, modify.Nanoseconds };
        Libc.Check(Libc.Call(SyscallNumbers.Utimensat, folder, path, (nint)times, NoFollow), "utimens", path);
    }

    /// <summary>Whether the process may use a path so (faccessat2(2), by its effective ids). <paramref name="access"/>: 4 read, 2 write, 1 execute, 0 exists.</summary>
    public static bool MayAccess(SafeHandle folder, string path, int access) =>
        Libc.Call(SyscallNumbers.Faccessat2, folder, path, access, 0x200 /* AT_EACCESS */) == 0;

    /// <summary><c>/proc/self/fd/N</c>: the path by which calls that take no descriptor reach an open file.</summary>
    public static string DescriptorPath(SafeHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    private const int StatMask = 0x17ff;   // STATX_BASIC_STATS | STATX_MNT_ID | (birth time)

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
