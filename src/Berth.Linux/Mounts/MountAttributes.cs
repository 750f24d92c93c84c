namespace Berth.Linux;

/// <summary>The attributes of one mount, as fsmount(2) and mount_setattr(2) have them.</summary>
[Flags]
public enum MountAttributes
{
    None = 0,
    ReadOnly = 1,
    NoSetUid = 2,
    NoDevices = 4,
    NoExecute = 8,
    NoAccessTime = 0x10,
    StrictAccessTime = 0x20,
    NoDirectoryAccessTime = 0x80,
    IdMapped = 0x100000,
    NoSymlinkFollow = 0x200000,
}
