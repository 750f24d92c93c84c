namespace Berth.Linux;

/// <summary>What <see cref="Inotify"/> reports (inotify(7)).</summary>
[Flags]
public enum InotifyEvents : uint
{
    None = 0,
    Accessed = 1,
    Modified = 2,
    AttributesChanged = 4,
    ClosedAfterWriting = 8,
    MovedFrom = 0x40,
    MovedTo = 0x80,
    Created = 0x100,
    Removed = 0x200,
    SelfRemoved = 0x400,
    SelfMoved = 0x800,
    Unmounted = 0x2000,

    /// <summary>Events were lost: look for yourself.</summary>
    Overflow = 0x4000,

    /// <summary>The watch is over.</summary>
    Ignored = 0x8000,
    OnlyFolder = 0x1000000,
    NoFollow = 0x2000000,
    ExcludeUnlinked = 0x4000000,
    IsFolder = 0x40000000,
}
