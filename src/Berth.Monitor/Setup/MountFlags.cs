using System.Globalization;

namespace Berth.Monitor;

/// <summary>mount(8)'s options taken apart: attributes of the mount, and what is for the file system.</summary>
/// <param name="Set">MOUNT_ATTR_ bits to set (linux/mount.h).</param>
/// <param name="Clear">MOUNT_ATTR_ bits to clear.</param>
/// <param name="Options">The file system's own, name and value; null for one without a value.</param>
internal sealed record MountFlags(ulong Set, ulong Clear, IReadOnlyList<(string Name, string? Value)> Options)
{
    public const ulong ReadOnly = 0x1;
    public const ulong NoSuid = 0x2;
    public const ulong NoDev = 0x4;
    public const ulong NoExec = 0x8;
    public const ulong NoAccessTime = 0x10;
    public const ulong StrictAccessTime = 0x20;
    public const ulong AccessTimeMask = 0x70;
    public const ulong NoFolderAccessTime = 0x80;
    public const ulong NoFollow = 0x200000;

    private static readonly (string Name, ulong Set, ulong Clear)[] Known =
    [
        ("ro", ReadOnly, 0), ("rw", 0, ReadOnly),
        ("nosuid", NoSuid, 0), ("suid", 0, NoSuid),
        ("nodev", NoDev, 0), ("dev", 0, NoDev),
        ("noexec", NoExec, 0), ("exec", 0, NoExec),
        ("noatime", NoAccessTime, AccessTimeMask), ("atime", 0, AccessTimeMask),
        ("relatime", 0, AccessTimeMask), ("norelatime", 0, AccessTimeMask),
        ("strictatime", StrictAccessTime, AccessTimeMask), ("nostrictatime", 0, AccessTimeMask),
        ("nodiratime", NoFolderAccessTime, 0), ("diratime", 0, NoFolderAccessTime),
        ("nosymfollow", NoFollow, 0), ("symfollow", 0, NoFollow),
    ];

    // Propagation and binding are fields of the request; what a caller writes again among the options changes nothing.
    private static readonly string[] Elsewhere =
        ["bind", "rbind", "private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable", "defaults", "auto", "noauto", "user", "nouser", "_netdev", "nofail", "z", "Z"];

    public static MountFlags Parse(IReadOnlyList<string> options)
    {
        ulong set = 0;
        ulong clear = 0;
        var own = new List<(string, string?)>();
        foreach (string option in options)
        {
            int known = Array.FindIndex(Known, k => k.Name == option);
            if (known >= 0)
            {
                set = (set & ~Known[known].Clear) | Known[known].Set;
                clear |= Known[known].Clear;
            }
            else if (!Elsewhere.Contains(option) && option.Length > 0)
            {
                int equals = option.IndexOf('=', StringComparison.Ordinal);
                own.Add(equals < 0 ? (option, null) : (option[..equals], option[(equals + 1)..]));
            }
        }
        return new MountFlags(set, clear, own);
    }

    /// <summary>The propagation type's MS_ bit (mount(2)) and whether it goes for all below.</summary>
    public static (ulong Type, bool Recursive) Propagation(string name) => name switch
    {
        "" or "rprivate" => (1UL << 18, true),
        "private" => (1UL << 18, false),
        "rslave" => (1UL << 19, true),
        "slave" => (1UL << 19, false),
        "rshared" => (1UL << 20, true),
        "shared" => (1UL << 20, false),
        _ => throw SetupException.Other("mount", 22, string.Create(CultureInfo.InvariantCulture, $"\"{name}\" is no mount propagation")),
    };
}
