using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

// The calls on open files.
public static unsafe partial class FileCalls
{
    /// <summary>Sets owner and group of an open file, also one opened with <see cref="OpenFlags.PathOnly"/>.</summary>
    public static void SetOwner(SafeHandle file, uint user, uint group) =>
        Libc.Check(Libc.Call(SyscallNumbers.Fchownat, file, "", (nint)user, (nint)group, EmptyPath | NoFollow), "chown");

    /// <summary>Sets the permissions of an open file (not one opened with <see cref="OpenFlags.PathOnly"/>).</summary>
    public static void SetMode(SafeHandle file, int mode) => Libc.Check(Libc.Call(SyscallNumbers.Fchmod, file, mode), "chmod");

    /// <summary>Sets the times of an open file (not one opened with <see cref="OpenFlags.PathOnly"/>).</summary>
    public static void SetTimes(SafeHandle file, FileTime access, FileTime modify)
    {
        long* times = stackalloc long[] { access.Seconds, access.Nanoseconds, modify.Seconds, modify.Nanoseconds };
        Libc.Check(Libc.Call(SyscallNumbers.Utimensat, file, 0, (nint)times), "utimens");
    }

    /// <summary>Sets the length.</summary>
    public static void SetLength(SafeHandle file, long length) => Libc.Check(Libc.Call(SyscallNumbers.Ftruncate, file, (nint)length), "ftruncate");

    /// <summary>Brings contents and name's inode to the disk (fsync(2)).</summary>
    public static void Sync(SafeHandle file) => Libc.Check(Libc.Call(SyscallNumbers.Fsync, file), "fsync");

    /// <summary>Brings contents to the disk (fdatasync(2)).</summary>
    public static void SyncData(SafeHandle file) => Libc.Check(Libc.Call(SyscallNumbers.Fdatasync, file), "fdatasync");

    /// <summary>Brings all that was written to the file system of an open file to the disk (syncfs(2)).</summary>
    public static void SyncFileSystem(SafeHandle file) => Libc.Check(Libc.Call(SyscallNumbers.Syncfs, file, 0), "syncfs");

    /// <summary>Moves the position and returns it (lseek(2)).</summary>
    public static long Seek(SafeHandle file, long offset, SeekFrom from) => Libc.Check(Libc.Call(SyscallNumbers.Lseek, file, (nint)offset, (nint)from), "lseek");

    /// <summary>The next stretch of data at or after an offset, as start and end; null where only a hole is left.</summary>
    public static (long Start, long End)? NextData(SafeHandle file, long offset)
    {
        nint start = Libc.Call(SyscallNumbers.Lseek, file, (nint)offset, (nint)SeekFrom.Data);
        if (start == -Errno.ENXIO)
        {
            return null;
        }
        Libc.Check(start, "lseek");
        return (start, Seek(file, start, SeekFrom.Hole));
    }

    /// <summary>Makes a whole file share the blocks of another (FICLONE); false where the file system can't.</summary>
    public static bool TryCloneContents(SafeHandle from, SafeHandle to) => Libc.Call(SyscallNumbers.Ioctl, to, 0x40049409, from, 0) == 0;

    /// <summary>Copies the contents of a file into an empty one: shared blocks where the file system can, else within the kernel, holes kept.</summary>
    public static void CopyContents(SafeHandle from, SafeHandle to)
    {
        if (TryCloneContents(from, to))
        {
            return;
        }
        long length = Stat(from).Size;
        SetLength(to, length);
        long at = 0;
        while (at < length && NextData(from, at) is (long start, long end))
        {
            CopyRange(from, to, start, end - start);
            at = end;
        }
    }

    private static void CopyRange(SafeHandle from, SafeHandle to, long offset, long count)
    {
        long readAt = offset, writeAt = offset;
        while (count > 0)
        {
            nint copied = Libc.Call(SyscallNumbers.CopyFileRange, from, (nint)(&readAt), to, (nint)(&writeAt), (nint)Math.Min(count, 1 << 30));
            if (copied is -Errno.EXDEV or -Errno.EINVAL or -Errno.EOPNOTSUPP or -Errno.ENOSYS)
            {
                Seek(to, writeAt, SeekFrom.Start);
                copied = Libc.Call(SyscallNumbers.Sendfile, to, (int)from.DangerousGetHandle(), (nint)(&readAt), (nint)Math.Min(count, 1 << 30));
                GC.KeepAlive(from);
                writeAt = readAt;
            }
            if (Libc.Check(copied, "copy") == 0)
            {
                return;   // somebody made it shorter meanwhile
            }
            count -= copied;
        }
    }

    /// <summary>Takes a lock on an open file (flock(2)), waiting for it. Closing the file gives it back.</summary>
    public static void Lock(SafeHandle file, bool shared = false) => Libc.Check(Libc.Call(SyscallNumbers.Flock, file, shared ? 1 : 2), "flock");

    /// <summary>Takes a lock on an open file if that is possible at once.</summary>
    public static bool TryLock(SafeHandle file, bool shared = false)
    {
        nint result = Libc.Call(SyscallNumbers.Flock, file, (shared ? 1 : 2) | 4);
        if (result == -Errno.EAGAIN)
        {
            return false;
        }
        Libc.Check(result, "flock");
        return true;
    }

    /// <summary>Gives a lock back.</summary>
    public static void Unlock(SafeHandle file) => Libc.Check(Libc.Call(SyscallNumbers.Flock, file, 8), "flock");

    /// <summary>A second descriptor of the same open file, at least <paramref name="atLeast"/> (F_DUPFD_CLOEXEC).</summary>
    public static SafeFileHandle Duplicate(SafeHandle file, int atLeast = 3) =>
        new(Libc.Check(Libc.Call(SyscallNumbers.Fcntl, file, 1030, atLeast), "fcntl"), ownsHandle: true);

    /// <summary>Whether reads and writes return at once (O_NONBLOCK of the open file, shared with all who have it).</summary>
    public static void SetNonBlocking(SafeHandle file, bool on)
    {
        nint flags = Libc.Check(Libc.Call(SyscallNumbers.Fcntl, file, 3), "fcntl");
        Libc.Check(Libc.Call(SyscallNumbers.Fcntl, file, 4, on ? flags | 0x800 : flags & ~0x800), "fcntl");
    }

    /// <summary>A pipe: what is written to the second comes out of the first.</summary>
    public static (SafeFileHandle Reader, SafeFileHandle Writer) Pipe(bool nonBlocking = false)
    {
        int* ends = stackalloc int[2];
        Libc.Check(Libc.Call(SyscallNumbers.Pipe2, (nint)ends, OpenFlagsKernel.CloseOnExec | (nonBlocking ? 0x800 : 0)), "pipe");
        return (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true));
    }

    /// <summary>Reads at most so many bytes as there is room for; 0 at the end.</summary>
    public static int Read(SafeHandle file, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return (int)Libc.Check(Libc.Call(SyscallNumbers.Read, file, (nint)bytes, buffer.Length), "read");
        }
    }

    /// <summary>Writes all bytes of a blocking file.</summary>
    public static void Write(SafeHandle file, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            fixed (byte* from = bytes)
            {
                bytes = bytes[(int)Libc.Check(Libc.Call(SyscallNumbers.Write, file, (nint)from, bytes.Length), "write")..];
            }
        }
    }

    /// <summary>What an open file's file system is and how much room it has.</summary>
    public static FileSystemStat StatFileSystem(SafeHandle file)
    {
        KernelStatfs raw;
        Libc.Check(Libc.Call(SyscallNumbers.Fstatfs, file, (nint)(&raw)), "statfs");
        return new FileSystemStat(raw);
    }

    /// <summary>What a path's file system is and how much room it has.</summary>
    public static FileSystemStat StatFileSystem(string path)
    {
        KernelStatfs raw;
        Libc.Check(Libc.Call(SyscallNumbers.Statfs, path, (nint)(&raw)), "statfs", path);
        return new FileSystemStat(raw);
    }
}
