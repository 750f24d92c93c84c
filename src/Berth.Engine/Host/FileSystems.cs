using Berth.Linux;

namespace Berth.Engine;

/// <summary>File systems by their numbers (statfs(2)).</summary>
internal static class FileSystems
{
    /// <summary>The name of the file system that a path lies on, as Docker names it.</summary>
    public static string NameOf(string path) => (uint)FileCalls.StatFileSystem(path).Type switch
    {
        0xEF53 => "extfs",
        0x58465342 => "xfs",
        0x9123683E => "btrfs",
        0x01021994 => "tmpfs",
        0x794C7630 => "overlayfs",
        0x2FC12FC1 => "zfs",
        0x6969 => "nfs",
        0xF2F52010 => "f2fs",
        _ => "<unknown>",
    };
}
