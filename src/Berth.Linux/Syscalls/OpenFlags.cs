namespace Berth.Linux;

/// <summary>How a file is opened (open(2)). O_CLOEXEC is always added. The values are x86-64's; arm64's differing ones are put in at the call.</summary>
[Flags]
public enum OpenFlags
{
    ReadOnly = 0,
    WriteOnly = 1,
    ReadWrite = 2,
    Create = 0x40,
    Exclusive = 0x80,
    NoControllingTerminal = 0x100,
    Truncate = 0x200,
    Append = 0x400,
    NonBlocking = 0x800,
    DataSync = 0x1000,
    Direct = 0x4000,
    Directory = 0x10000,
    NoFollow = 0x20000,
    NoAccessTime = 0x40000,

    /// <summary>O_PATH: a place in the tree, not its contents.</summary>
    PathOnly = 0x200000,

    /// <summary>O_TMPFILE: a file without a name in the folder that the path names.</summary>
    Unnamed = 0x400000 | Directory,
}

/// <summary>The kernel's form of <see cref="OpenFlags"/>.</summary>
internal static class OpenFlagsKernel
{
    public const int CloseOnExec = 0x80000;

    /// <summary>The bits as this architecture has them, O_CLOEXEC among them.</summary>
    public static int ToKernel(this OpenFlags flags)
    {
        int bits = (int)flags | CloseOnExec;
        if (!SyscallNumbers.Arm64)
        {
            return bits;
        }
        const OpenFlags moved = OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.Direct;
        return (bits & ~(int)moved)
            | ((flags & OpenFlags.Directory) != 0 ? 0x4000 : 0)
            | ((flags & OpenFlags.NoFollow) != 0 ? 0x8000 : 0)
            | ((flags & OpenFlags.Direct) != 0 ? 0x10000 : 0);
    }
}
