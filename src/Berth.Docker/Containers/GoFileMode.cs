namespace Berth.Docker;

/// <summary>Between Unix mode bits and Go's os.FileMode, which the API uses on the wire.</summary>
public static class GoFileMode
{
    public const uint Directory = 1u << 31;
    public const uint Append = 1u << 30;
    public const uint Exclusive = 1u << 29;
    public const uint Temporary = 1u << 28;
    public const uint Symlink = 1u << 27;
    public const uint Device = 1u << 26;
    public const uint NamedPipe = 1u << 25;
    public const uint Socket = 1u << 24;
    public const uint SetUid = 1u << 23;
    public const uint SetGid = 1u << 22;
    public const uint CharDevice = 1u << 21;
    public const uint Sticky = 1u << 20;
    public const uint Irregular = 1u << 19;

    private const uint TypeMask = 0xF000;

    /// <summary>Go's mode of a Unix <c>st_mode</c>.</summary>
    public static uint FromUnix(uint mode)
    {
        var result = mode & 0x1FFu;
        result |= (mode & TypeMask) switch
        {
            0x4000 => Directory,
            0xA000 => Symlink,
            0x6000 => Device,
            0x2000 => Device | CharDevice,
            0x1000 => NamedPipe,
            0xC000 => Socket,
            0x8000 => 0,
            _ => Irregular,
        };
        result |= (mode & 0x800) != 0 ? SetUid : 0;
        result |= (mode & 0x400) != 0 ? SetGid : 0;
        result |= (mode & 0x200) != 0 ? Sticky : 0;
        return result;
    }

    /// <summary>The Unix <c>st_mode</c> of Go's mode.</summary>
    public static uint ToUnix(uint mode)
    {
        var result = mode & 0x1FFu;
        result |= mode switch
        {
            _ when (mode & Directory) != 0 => 0x4000u,
            _ when (mode & Symlink) != 0 => 0xA000u,
            _ when (mode & CharDevice) != 0 => 0x2000u,
            _ when (mode & Device) != 0 => 0x6000u,
            _ when (mode & NamedPipe) != 0 => 0x1000u,
            _ when (mode & Socket) != 0 => 0xC000u,
            _ => 0x8000u,
        };
        result |= (mode & SetUid) != 0 ? 0x800u : 0;
        result |= (mode & SetGid) != 0 ? 0x400u : 0;
        result |= (mode & Sticky) != 0 ? 0x200u : 0;
        return result;
    }
}
