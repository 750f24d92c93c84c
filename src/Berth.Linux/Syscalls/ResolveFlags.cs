namespace Berth.Linux;

/// <summary>What openat2(2) may pass through while it resolves a path.</summary>
[Flags]
public enum ResolveFlags
{
    None = 0,

    /// <summary>No mount point may be crossed.</summary>
    NoMounts = 1,

    /// <summary>No link of procfs that jumps (<c>/proc/self/fd/3</c>).</summary>
    NoMagicLinks = 2,

    /// <summary>No symbolic link at all, in no component.</summary>
    NoSymlinks = 4,

    /// <summary>An error where the path leaves the folder.</summary>
    Beneath = 8,

    /// <summary>The folder is the root: <c>/</c> and <c>..</c> end at it.</summary>
    InRoot = 16,
}
