using Berth.Linux;

namespace Berth.Monitor;

/// <summary>mount(8)'s options taken apart: attributes of the mount, and what is for the file system.</summary>
internal sealed class MountOptions(MountAttributes set, MountAttributes clear, List<KeyValuePair<string, string?>> options)
{
    /// <summary>Attributes to set.</summary>
    public MountAttributes Set => set;

    /// <summary>Attributes to clear.</summary>
    public MountAttributes Clear => clear;

    /// <summary>The file system's own, name and value; null for one without a value.</summary>
    public List<KeyValuePair<string, string?>> Options => options;

    private const MountAttributes AccessTime = MountAttributes.NoAccessTime | MountAttributes.StrictAccessTime;

    private static readonly (string Name, MountAttributes Set, MountAttributes Clear)[] Known =
    [
        ("ro", MountAttributes.ReadOnly, 0), ("rw", 0, MountAttributes.ReadOnly),
        ("nosuid", MountAttributes.NoSetUid, 0), ("suid", 0, MountAttributes.NoSetUid),
        ("nodev", MountAttributes.NoDevices, 0), ("dev", 0, MountAttributes.NoDevices),
        ("noexec", MountAttributes.NoExecute, 0), ("exec", 0, MountAttributes.NoExecute),
        ("noatime", MountAttributes.NoAccessTime, AccessTime), ("atime", 0, AccessTime),
        ("relatime", 0, AccessTime), ("norelatime", 0, AccessTime),
        ("strictatime", MountAttributes.StrictAccessTime, AccessTime), ("nostrictatime", 0, AccessTime),
        ("nodiratime", MountAttributes.NoDirectoryAccessTime, 0), ("diratime", 0, MountAttributes.NoDirectoryAccessTime),
        ("nosymfollow", MountAttributes.NoSymlinkFollow, 0), ("symfollow", 0, MountAttributes.NoSymlinkFollow),
    ];

    // Propagation and binding are fields of the request; what a caller writes again among the options changes nothing.
    private static readonly string[] Elsewhere =
        ["bind", "rbind", "private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable", "defaults", "auto", "noauto", "user", "nouser", "_netdev", "nofail", "z", "Z"];

    /// <summary>Takes options apart; a later one wins.</summary>
    public static MountOptions Parse(IReadOnlyList<string> texts)
    {
        MountAttributes set = 0;
        MountAttributes clear = 0;
        var own = new List<KeyValuePair<string, string?>>();
        foreach (string option in texts)
        {
            int known = Array.FindIndex(Known, k => k.Name == option);
            if (known >= 0)
            {
                set = (set & ~Known[known].Clear) | Known[known].Set;
                clear = (clear & ~Known[known].Set) | (Known[known].Clear & ~Known[known].Set);
            }
            else if (Array.IndexOf(Elsewhere, option) < 0 && option.Length > 0)
            {
                int equals = option.IndexOf('=', StringComparison.Ordinal);
                own.Add(equals < 0 ? new(option, null) : new(option[..equals], option[(equals + 1)..]));
            }
        }
        return new MountOptions(set, clear, own);
    }

    /// <summary>The propagation of a name, and whether it goes for all mounts below.</summary>
    public static (MountPropagation Type, bool Recursive) Propagation(string name) => name switch
    {
        "" or "rprivate" => (MountPropagation.Private, true),
        "private" => (MountPropagation.Private, false),
        "rslave" => (MountPropagation.Slave, true),
        "slave" => (MountPropagation.Slave, false),
        "rshared" => (MountPropagation.Shared, true),
        "shared" => (MountPropagation.Shared, false),
        _ => throw SetupException.Other("mount", Errno.EINVAL, $"\"{name}\" is no mount propagation"),
    };
}
