using Berth.Linux;

namespace Berth.Engine;

/// <summary>mount(8)'s options as mount(2) wants them: flags, and what is the file system's own.</summary>
internal static class MountOptions
{
    private static readonly (string Name, MountFlags Flag, bool Clears)[] Known =
    [
        ("ro", MountFlags.ReadOnly, false), ("rw", MountFlags.ReadOnly, true),
        ("nosuid", MountFlags.NoSetUid, false), ("suid", MountFlags.NoSetUid, true),
        ("nodev", MountFlags.NoDevices, false), ("dev", MountFlags.NoDevices, true),
        ("noexec", MountFlags.NoExecute, false), ("exec", MountFlags.NoExecute, true),
        ("noatime", MountFlags.NoAccessTime, false), ("atime", MountFlags.NoAccessTime, true),
        ("nodiratime", MountFlags.NoDirectoryAccessTime, false), ("diratime", MountFlags.NoDirectoryAccessTime, true),
        ("relatime", MountFlags.RelativeAccessTime, false), ("norelatime", MountFlags.RelativeAccessTime, true),
        ("strictatime", MountFlags.StrictAccessTime, false), ("nostrictatime", MountFlags.StrictAccessTime, true),
        ("sync", MountFlags.Synchronous, false), ("async", MountFlags.Synchronous, true),
        ("dirsync", MountFlags.DirectorySync, false), ("lazytime", MountFlags.LazyTime, false),
    ];

    /// <summary>The options with the server's address as a number where <c>addr=</c> has a name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="resolve">The number of a name.</param>
    public static string WithAddress(string options, Func<string, string> resolve) => string.Join(
        ',', options.Split(',').Select(option => option.StartsWith("addr=", StringComparison.Ordinal) && !System.Net.IPAddress.TryParse(option[5..], out _)
            ? "addr=" + resolve(option[5..])
            : option));

    /// <summary>Takes options apart.</summary>
    public static (MountFlags Flags, string? Data) Parse(string options)
    {
        var flags = MountFlags.None;
        var data = new List<string>();
        foreach (string option in options.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int known = Array.FindIndex(Known, one => one.Name == option);
            if (known >= 0)
            {
                flags = Known[known].Clears ? flags & ~Known[known].Flag : flags | Known[known].Flag;
            }
            else if (option is not ("defaults" or "_netdev" or "nofail" or "auto" or "noauto"))
            {
                data.Add(option);
            }
        }

        return (flags, data.Count > 0 ? string.Join(',', data) : null);
    }
}
