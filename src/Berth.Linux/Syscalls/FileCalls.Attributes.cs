using System.Runtime.InteropServices;

namespace Berth.Linux;

// Extended attributes. The calls take paths only, so a name below a folder goes through /proc/self/fd, which resolves to that very folder.
public static unsafe partial class FileCalls
{
    /// <summary>Sets an attribute (<c>user.x</c>, <c>security.capability</c>) of a name; a symbolic link's own.</summary>
    public static void SetAttribute(SafeHandle folder, string name, string attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            Libc.Check(Libc.Call(SyscallNumbers.Lsetxattr, Below(folder, name), attribute, (nint)bytes, value.Length), "setxattr", name);
        }
    }

    /// <summary>Sets an attribute of an open file (not one opened with <see cref="OpenFlags.PathOnly"/>).</summary>
    public static void SetAttribute(SafeHandle file, string attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            Libc.Check(Libc.Call(SyscallNumbers.Fsetxattr, file, attribute, (nint)bytes, value.Length), "setxattr", attribute);
        }
    }

    /// <summary>An attribute's value; null where the name hasn't got it or the file system has none.</summary>
    public static byte[]? GetAttribute(SafeHandle folder, string name, string attribute)
    {
        string path = Below(folder, name);
        while (true)
        {
            nint length = Libc.Call(SyscallNumbers.Lgetxattr, path, attribute, 0, 0);
            if (length is -Errno.ENODATA or -Errno.EOPNOTSUPP)
            {
                return null;
            }
            var value = new byte[Libc.Check(length, "getxattr", name)];
            fixed (byte* bytes = value)
            {
                length = Libc.Call(SyscallNumbers.Lgetxattr, path, attribute, (nint)bytes, value.Length);
            }
            if (length != -Errno.ERANGE)   // else it grew meanwhile
            {
                return length == value.Length ? value : value[..(int)Libc.Check(length, "getxattr", name)];
            }
        }
    }

    /// <summary>The names of all attributes; a symbolic link's own.</summary>
    public static List<string> ListAttributes(SafeHandle folder, string name)
    {
        string path = Below(folder, name);
        var names = new List<string>();
        nint length = Libc.Call(SyscallNumbers.Llistxattr, path);
        if (length is 0 or -Errno.EOPNOTSUPP)
        {
            return names;
        }
        var list = new byte[65536];   // XATTR_LIST_MAX
        fixed (byte* bytes = list)
        {
            length = Libc.Check(Libc.Call(SyscallNumbers.Llistxattr, path, (nint)bytes, list.Length), "listxattr", name);
        }
        ReadOnlySpan<byte> rest = list.AsSpan(0, (int)length);
        while (rest.IndexOf((byte)0) is int end and >= 0)
        {
            names.Add(PathText.Decode(rest[..end]));
            rest = rest[(end + 1)..];
        }
        return names;
    }

    /// <summary>Removes an attribute.</summary>
    public static void RemoveAttribute(SafeHandle folder, string name, string attribute) =>
        Libc.Check(Libc.Call(SyscallNumbers.Lremovexattr, Below(folder, name), attribute, 0), "removexattr", name);

    private static string Below(SafeHandle folder, string name) =>
        folder.DangerousGetHandle() == Libc.WorkingFolder ? name : $"{DescriptorPath(folder)}/{name}";
}
