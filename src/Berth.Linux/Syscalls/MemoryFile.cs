using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Files without a place on a disk (memfd_create(2)).</summary>
public static unsafe class MemoryFile
{
    private const int AddSeals = 1033, GetSeals = 1034, SealShrinkGrowWrite = 2 | 4 | 8, SealSeal = 1;

    /// <summary>Makes an empty one that can be sealed. The name only shows in <c>/proc</c>.</summary>
    public static SafeFileHandle Create(string name)
    {
        const int closeOnExec = 1, allowSealing = 2, executable = 0x10;   // MFD_EXEC: 6.3 and up; before, all are
        nint result = Libc.Call(SyscallNumbers.MemfdCreate, name, closeOnExec | allowSealing | executable);
        if (result == -Errno.EINVAL)
        {
            result = Libc.Call(SyscallNumbers.MemfdCreate, name, closeOnExec | allowSealing);
        }
        return new SafeFileHandle(Libc.Check(result, "memfd_create", name), ownsHandle: true);
    }

    /// <summary>Makes one with this content that nobody can change any more, and from which programs can be started.</summary>
    public static SafeFileHandle CreateSealed(string name, ReadOnlySpan<byte> content)
    {
        SafeFileHandle file = Create(name);
        FileCalls.Write(file, content);
        Seal(file);
        return file;
    }

    /// <summary>As <see cref="CreateSealed(string, ReadOnlySpan{byte})"/>, of a stream (a resource's is mapped: nothing is held twice).</summary>
    public static SafeFileHandle CreateSealed(string name, UnmanagedMemoryStream content)
    {
        SafeFileHandle file = Create(name);
        long left = content.Length - content.Position;
        byte* from = content.PositionPointer;
        while (left > 0)
        {
            int piece = (int)Math.Min(left, 1 << 30);
            FileCalls.Write(file, new ReadOnlySpan<byte>(from, piece));
            from += piece;
            left -= piece;
        }
        Seal(file);
        return file;
    }

    /// <summary>From now on nobody can write to the file, or change its length, or take the seals off.</summary>
    public static void Seal(SafeFileHandle file) => Libc.Check(Libc.Call(SyscallNumbers.Fcntl, file, AddSeals, SealShrinkGrowWrite | SealSeal), "seal");

    /// <summary>Whether a file is sealed against every change.</summary>
    public static bool IsSealed(SafeFileHandle file)
    {
        nint seals = Libc.Call(SyscallNumbers.Fcntl, file, GetSeals);
        return seals >= 0 && (seals & (SealShrinkGrowWrite | SealSeal)) == (SealShrinkGrowWrite | SealSeal);
    }
}
