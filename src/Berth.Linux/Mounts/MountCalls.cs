using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Mounting in this process's own namespace. What a container mounts is a <see cref="SyscallProgram"/>; this is for what is mounted before its birth, detached
/// (open_tree(2), fsopen(2), fsmount(2)), so that it is in no tree until the container takes it.</summary>
public static unsafe class MountCalls
{
    private const int EmptyPath = 0x1000, Recursive = 0x8000, CloseOnExec = 0x80000;

    /// <summary>mount(2).</summary>
    public static void Mount(string? source, string target, string? type, MountFlags flags = MountFlags.None, string? options = null) =>
        Libc.Check(Libc.Call(SyscallNumbers.Mount, source, target, type, (nint)flags, options), "mount", target);

    /// <summary>umount2(2). <paramref name="detach"/>: out of the tree at once, gone when nobody uses it any more. Links are not followed.</summary>
    public static void Unmount(string target, bool detach = false) => Libc.Check(Libc.Call(SyscallNumbers.Umount2, target, (detach ? 2 : 0) | 8), "umount", target);

    /// <summary>As <see cref="Unmount"/>; false where nothing is mounted there.</summary>
    public static bool UnmountIfMounted(string target)
    {
        nint result = Libc.Call(SyscallNumbers.Umount2, target, 2 | 8);
        if (result is -Errno.EINVAL or -Errno.ENOENT)
        {
            return false;
        }
        Libc.Check(result, "umount", target);
        return true;
    }

    /// <summary>A detached copy of a mount, from the path on, with the mounts below it where <paramref name="recursive"/> says so. An empty path: the open file itself.</summary>
    public static SafeFileHandle CloneTree(SafeHandle folder, string path, bool recursive = true) =>
        new(Libc.Check(Libc.Call(SyscallNumbers.OpenTree, folder, path, 1 | CloseOnExec | (recursive ? Recursive : 0) | (path.Length == 0 ? EmptyPath : 0)), "open_tree", path), true);

    /// <summary>Puts a detached mount into the tree, at a path or, where that is empty, on the open file itself.</summary>
    public static void MoveMount(SafeHandle mount, SafeHandle toFolder, string to) =>
        Libc.Check(Libc.Call(SyscallNumbers.MoveMount, mount, "", toFolder, to, 4 | (to.Length == 0 ? 0x40 : 0)), "move_mount", to);

    /// <summary>Changes a mount's attributes (mount_setattr(2)), and those of the mounts below it where <paramref name="recursive"/> says so. An empty path: the open mount itself.</summary>
    public static void SetAttributes(
        SafeHandle folder, string path, MountAttributes set, MountAttributes clear = MountAttributes.None, MountPropagation propagation = MountPropagation.Unchanged, bool recursive = true)
    {
        byte[] attributes = Attributes(set, clear, propagation);
        fixed (byte* bytes = attributes)
        {
            int flags = (recursive ? Recursive : 0) | (path.Length == 0 ? EmptyPath : 0);
            Libc.Check(Libc.Call(SyscallNumbers.MountSetattr, folder, path, flags, (nint)bytes, attributes.Length), "mount_setattr", path);
        }
    }

    /// <summary>A detached mount of a new file system.</summary>
    /// <param name="type"><c>tmpfs</c>, <c>proc</c>, <c>overlay</c>…</param>
    /// <param name="options">Options in order; a null value: one without.</param>
    /// <param name="attributes">The mount's attributes.</param>
    public static SafeFileHandle CreateFileSystem(string type, IEnumerable<KeyValuePair<string, string?>> options, MountAttributes attributes = MountAttributes.None)
    {
        using var context = new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.Fsopen, type, 1), "fsopen", type), true);
        foreach ((string key, string? value) in options)
        {
            nint result = Libc.Call(SyscallNumbers.Fsconfig, context, value is null ? 0 : 1, key, value, 0);
            Libc.Check(result, "mount", value is null ? $"{type} ({key})" : $"{type} ({key}={value})");
        }
        Libc.Check(Libc.Call(SyscallNumbers.Fsconfig, context, 6, (string?)null, null, 0), "mount", type);
        return new SafeFileHandle(Libc.Check(Libc.Call(SyscallNumbers.Fsmount, context, 1, (nint)attributes), "fsmount", type), true);
    }

    // struct mount_attr: set, clear, propagation, user namespace's descriptor.
    internal static byte[] Attributes(MountAttributes set, MountAttributes clear, MountPropagation propagation)
    {
        var bytes = new byte[32];
        // The three access-time modes are one field: to set one, the field is cleared first.
        bool accessTime = (set & (MountAttributes.NoAccessTime | MountAttributes.StrictAccessTime)) != 0;
        BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)set);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), (long)(uint)clear | (accessTime ? 0x70L : 0));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), (long)propagation);
        return bytes;
    }
}
