using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

// Reading and removing folders.
public static unsafe partial class FileCalls
{
    private const int MaxDepth = 100;

    /// <summary>The names in a folder, without <c>.</c> and <c>..</c>, in the file system's order.</summary>
    public static List<FolderEntry> List(SafeHandle folder, string path = ".")
    {
        using SafeFileHandle open = Open(folder, path, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        var entries = new List<FolderEntry>();
        ReadEntries(open, entries);
        return entries;
    }

    private static void ReadEntries(SafeFileHandle folder, List<FolderEntry> entries)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            int length;
            do
            {
                fixed (byte* bytes = buffer)
                {
                    length = (int)Libc.Check(Libc.Call(SyscallNumbers.Getdents64, folder, (nint)bytes, buffer.Length), "getdents");
                }
                Parse(buffer.AsSpan(0, length), entries);
            }
            while (length > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // struct linux_dirent64: inode (8), offset (8), length of the record (2), kind (1), name, NUL.
    private static void Parse(ReadOnlySpan<byte> records, List<FolderEntry> entries)
    {
        while (!records.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(records[16..]);
            ReadOnlySpan<byte> name = records[19..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                entries.Add(new FolderEntry(PathText.Decode(name), (FileKind)(records[18] << 12), BinaryPrimitives.ReadUInt64LittleEndian(records)));
            }
            records = records[length..];
        }
    }

    /// <summary>Removes a name and, for a folder, all that is in it. Follows no link and crosses no mount point (EXDEV); no such name is no error.</summary>
    public static void RemoveTree(SafeHandle folder, string path)
    {
        nint result = Libc.Call(SyscallNumbers.Unlinkat, folder, path);
        if (result is 0 or -Errno.ENOENT)
        {
            return;
        }
        if (result is not (-Errno.EISDIR or -Errno.EPERM))
        {
            Libc.Check(result, "unlink", path);
        }
        using (SafeFileHandle top = Open(folder, path, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
        {
            long moved = 0;
            do
            {
                Seek(top, 0, SeekFrom.Start);
                RemoveContents(top, top, 0, ref moved);
            }
            while (List(top).Count > 0);   // what was too deep has been moved up
        }
        RemoveFolder(folder, path);
    }

    /// <summary>Removes all that is in a folder, and keeps the folder.</summary>
    public static void RemoveContents(SafeHandle folder)
    {
        foreach (FolderEntry entry in List(folder))
        {
            RemoveTree(folder, entry.Name);
        }
    }

    private static void RemoveContents(SafeFileHandle folder, SafeFileHandle top, int depth, ref long moved)
    {
        var entries = new List<FolderEntry>();
        ReadEntries(folder, entries);
        foreach (FolderEntry entry in entries)
        {
            if (entry.Kind != FileKind.Directory)
            {
                nint result = Libc.Call(SyscallNumbers.Unlinkat, folder, entry.Name);
                if (result is 0 or -Errno.ENOENT)
                {
                    continue;
                }
                if (result != -Errno.EISDIR)   // a file system that doesn't tell the kind
                {
                    Libc.Check(result, "unlink", entry.Name);
                }
            }
            if (depth == MaxDepth)
            {
                // Neither descriptors nor the stack may run out on a tree that somebody made deep on purpose.
                Rename(folder, entry.Name, top, $".removing-{moved++}-{entry.Inode}", RenameOptions.NoReplace);
                continue;
            }
            const ResolveFlags here = ResolveFlags.NoMounts | ResolveFlags.NoSymlinks | ResolveFlags.Beneath;
            using (SafeFileHandle inner = Open(folder, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow, 0, here))
            {
                RemoveContents(inner, top, depth + 1, ref moved);
            }
            RemoveFolder(folder, entry.Name);
        }
    }
}
