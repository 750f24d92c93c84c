namespace Berth.Linux;

/// <summary>Reading and writing on plain descriptor numbers, for loops that must not allocate: each returns the count, or minus the error number
/// (a value of <see cref="Errno"/>; -EAGAIN where a non-blocking descriptor isn't ready), and never throws. Goes on after a signal.</summary>
public static unsafe class RawIo
{
    /// <summary>-EAGAIN: not ready.</summary>
    public const int NotReady = -Errno.EAGAIN;

    /// <summary>Reads what is there, at most the room; 0 at the end.</summary>
    public static int Read(int file, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return (int)Libc.Call(SyscallNumbers.Read, file, (nint)bytes, buffer.Length);
        }
    }

    /// <summary>Reads at an offset, leaving the position alone.</summary>
    public static int ReadAt(int file, Span<byte> buffer, long offset)
    {
        fixed (byte* bytes = buffer)
        {
            return (int)Libc.Call(SyscallNumbers.PRead64, file, (nint)bytes, buffer.Length, (nint)offset);
        }
    }

    /// <summary>Writes as much as goes at once.</summary>
    public static int Write(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* from = bytes)
        {
            return (int)Libc.Call(SyscallNumbers.Write, file, (nint)from, bytes.Length);
        }
    }

    /// <summary>Writes at an offset, leaving the position alone.</summary>
    public static int WriteAt(int file, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* from = bytes)
        {
            return (int)Libc.Call(SyscallNumbers.PWrite64, file, (nint)from, bytes.Length, (nint)offset);
        }
    }

    /// <summary>Writes two pieces as one (writev(2)), as much as goes at once.</summary>
    public static int Write(int file, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        fixed (byte* a = first, b = second)
        {
            IoVector* pieces = stackalloc IoVector[2] { new() { Base = a, Length = first.Length }, new() { Base = b, Length = second.Length } };
            return (int)Libc.Call(SyscallNumbers.Writev, file, (nint)pieces, 2);
        }
    }

    /// <summary>Moves bytes between two descriptors, of which one is a pipe, without copying them through this process (splice(2), non-blocking).</summary>
    public static int Splice(int from, int to, int count) =>
        (int)Libc.Call(SyscallNumbers.Splice, from, 0, to, 0, count, 2 /* SPLICE_F_NONBLOCK */ | 1 /* SPLICE_F_MOVE */);

    /// <summary>Moves the position (lseek(2)).</summary>
    public static long Seek(int file, long offset, SeekFrom from) => Libc.Call(SyscallNumbers.Lseek, file, (nint)offset, (nint)from);

    /// <summary>Sets the length.</summary>
    public static int SetLength(int file, long length) => (int)Libc.Call(SyscallNumbers.Ftruncate, file, (nint)length);

    /// <summary>Closes a descriptor. Not repeated after a signal: Linux has closed it by then.</summary>
    public static void Close(int file) => Libc.Call(SyscallNumbers.Close, file);

    /// <summary>Bytes waiting in a pipe, terminal or socket (FIONREAD).</summary>
    public static int Available(int file)
    {
        int count;
        int result = (int)Libc.Call(SyscallNumbers.Ioctl, file, 0x541B, (nint)(&count));
        return result < 0 ? result : count;
    }

    /// <summary>Waits until a descriptor is ready for one of <paramref name="events"/> or the time is over, and returns what it is ready for; 0: the time is over.</summary>
    /// <param name="file">The descriptor.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="timeoutMilliseconds">-1: for ever.</param>
    public static int Poll(int file, EpollEvents events, int timeoutMilliseconds)
    {
        var poll = new PollFile { File = file, Events = (short)events };
        long* time = stackalloc long[] { timeoutMilliseconds / 1000, timeoutMilliseconds % 1000 * 1_000_000L };
        int result = (int)Libc.Call(SyscallNumbers.Ppoll, (nint)(&poll), 1, timeoutMilliseconds < 0 ? 0 : (nint)time);   // the kernel keeps what is left in time
        return result <= 0 ? result : poll.Returned;
    }

    private struct PollFile
    {
        public int File;
        public short Events;
        public short Returned;
    }

    internal struct IoVector
    {
        public byte* Base;
        public nint Length;
    }
}
