namespace Berth.Linux;

/// <summary>The kernel's random numbers (getrandom(2)), fit for secrets.</summary>
public static unsafe class RandomBytes
{
    /// <summary>A number that nobody can guess.</summary>
    /// <exception cref="LinuxException">The kernel has none to give.</exception>
    public static ushort NextUInt16()
    {
        ushort number;
        Libc.Check(Libc.Call(SyscallNumbers.Getrandom, (nint)(&number), sizeof(ushort), 0), "getrandom");
        return number;
    }
}
