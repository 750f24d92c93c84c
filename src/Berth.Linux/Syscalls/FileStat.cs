using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>What statx(2) tells of a file.</summary>
public readonly struct FileStat
{
    private readonly Statx _raw;

    internal FileStat(in Statx raw) => _raw = raw;

    /// <summary>What the file is.</summary>
    public FileKind Kind => (FileKind)(_raw.Mode & 0xF000);

    /// <summary>Permissions with set-id and sticky bits, as 04755 octal.</summary>
    public int Mode => _raw.Mode & 0xFFF;

    /// <summary>Owner.</summary>
    public uint User => _raw.User;

    /// <summary>Group.</summary>
    public uint Group => _raw.Group;

    /// <summary>Length in bytes.</summary>
    public long Size => (long)_raw.Size;

    /// <summary>Room taken on the disk, in units of 512 bytes.</summary>
    public long Blocks => (long)_raw.Blocks;

    /// <summary>Number of names.</summary>
    public uint Links => _raw.Links;

    /// <summary>The number in its file system.</summary>
    public ulong Inode => _raw.Inode;

    /// <summary>The device of its file system.</summary>
    public DeviceNumber Device => new(_raw.DeviceMajor, _raw.DeviceMinor);

    /// <summary>For a device node: the device that it stands for.</summary>
    public DeviceNumber Represents => new(_raw.RepresentsMajor, _raw.RepresentsMinor);

    /// <summary>The mount that the path was found on, as mountinfo numbers it (kernel 5.8 and up).</summary>
    public ulong MountId => _raw.MountId;

    /// <summary>Whether the file is the root of its mount (kernel 5.8 and up).</summary>
    public bool IsMountRoot => (_raw.Attributes & 0x2000) != 0;

    /// <summary>Last access.</summary>
    public FileTime AccessTime => new(_raw.AccessSeconds, _raw.AccessNanoseconds);

    /// <summary>Last change of the contents.</summary>
    public FileTime ModifyTime => new(_raw.ModifySeconds, _raw.ModifyNanoseconds);

    /// <summary>Last change of the inode.</summary>
    public FileTime ChangeTime => new(_raw.ChangeSeconds, _raw.ChangeNanoseconds);

    /// <summary>Whether both are the same file of the same file system.</summary>
    public bool IsSameFile(in FileStat other) => Inode == other.Inode && Device == other.Device;
}

/// <summary>struct statx.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct Statx
{
    public uint Mask;
    public uint BlockSize;
    public ulong Attributes;
    public uint Links;
    public uint User;
    public uint Group;
    public ushort Mode;
    private readonly ushort _spare;
    public ulong Inode;
    public ulong Size;
    public ulong Blocks;
    public ulong AttributesMask;
    public long AccessSeconds;
    public uint AccessNanoseconds;
    private readonly int _pad0;
    public long BirthSeconds;
    public uint BirthNanoseconds;
    private readonly int _pad1;
    public long ChangeSeconds;
    public uint ChangeNanoseconds;
    private readonly int _pad2;
    public long ModifySeconds;
    public uint ModifyNanoseconds;
    private readonly int _pad3;
    public uint RepresentsMajor;
    public uint RepresentsMinor;
    public uint DeviceMajor;
    public uint DeviceMinor;
    public ulong MountId;
}
