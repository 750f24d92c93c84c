using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>What statfs(2) tells of a file system.</summary>
public readonly struct FileSystemStat
{
    /// <summary>Magic numbers of <see cref="Type"/> (linux/magic.h).</summary>
    public const long Overlay = 0x794c7630, Tmpfs = 0x01021994, Cgroup2 = 0x63677270, Cgroup = 0x27e0eb, Proc = 0x9fa0, Nfs = 0x6969, Btrfs = 0x9123683E,
        Xfs = 0x58465342, Ext = 0xEF53, Zfs = 0x2fc12fc1, NamespaceFs = 0x6e736673, Fuse = 0x65735546;

    internal FileSystemStat(in KernelStatfs raw)
    {
        Type = raw.Type;
        TotalBytes = (long)raw.Blocks * raw.BlockSize;
        FreeBytes = (long)raw.Available * raw.BlockSize;
        FreeFiles = (long)raw.FilesFree;
        ReadOnly = (raw.Flags & 1) != 0;
    }

    /// <summary>The file system's magic number.</summary>
    public long Type { get; }

    /// <summary>Its size in bytes.</summary>
    public long TotalBytes { get; }

    /// <summary>Bytes that an ordinary user may still take.</summary>
    public long FreeBytes { get; }

    /// <summary>Files that can still be made.</summary>
    public long FreeFiles { get; }

    /// <summary>Whether it is mounted read-only.</summary>
    public bool ReadOnly { get; }
}

/// <summary>struct statfs, the same on x86-64 and arm64.</summary>
[StructLayout(LayoutKind.Sequential, Size = 120)]
internal struct KernelStatfs
{
    public long Type;
    public long BlockSize;
    public ulong Blocks;
    public ulong Free;
    public ulong Available;
    public ulong Files;
    public ulong FilesFree;
    public long FileSystemId;
    public long NameLength;
    public long FragmentSize;
    public long Flags;
}
