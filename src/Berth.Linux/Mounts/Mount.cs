namespace Berth.Linux;

/// <summary>A mount as data: who knows what is needed makes it, who mounts reads it.</summary>
public sealed record Mount
{
    /// <summary>What is mounted.</summary>
    public required MountKind Kind { get; init; }

    /// <summary>For <see cref="MountKind.Bind"/> the folder or file; else a name for tools, or null for the kind's own.</summary>
    public string? Source { get; init; }

    /// <summary>Where, inside the container's root; <c>/</c> for the root itself.</summary>
    public required string Target { get; init; }

    /// <summary>Attributes of the mount.</summary>
    public MountAttributes Attributes { get; init; }

    /// <summary>How mounts spread.</summary>
    public MountPropagation Propagation { get; init; }

    /// <summary>For <see cref="MountKind.Bind"/>: with the mounts below the source.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary>Options of the file system in order; a null value: one without. For an overlay: <c>lowerdir+</c> for each lower layer, the top one first, <c>upperdir</c>, <c>workdir</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Options { get; init; } = [];

    /// <summary>The kernel's name of the file system.</summary>
    public string FileSystem => Kind switch
    {
        MountKind.Bind => "none",
        MountKind.Overlay => "overlay",
        MountKind.Tmpfs => "tmpfs",
        MountKind.Proc => "proc",
        MountKind.Sysfs => "sysfs",
        MountKind.DevPts => "devpts",
        MountKind.MessageQueue => "mqueue",
        MountKind.Cgroup => "cgroup",
        _ => "cgroup2",
    };

    /// <summary>An overlay for a container's root.</summary>
    /// <param name="lower">The layers' folders, the top one first; at least one.</param>
    /// <param name="upper">Where changes go; null: none are possible.</param>
    /// <param name="work">An empty folder on the upper one's file system, for the kernel's use.</param>
    public static Mount Overlay(IEnumerable<string> lower, string? upper = null, string? work = null)
    {
        var options = new List<KeyValuePair<string, string?>>();
        foreach (string folder in lower)
        {
            options.Add(new("lowerdir+", folder));
        }
        if (upper is not null)
        {
            options.Add(new("upperdir", upper));
            options.Add(new("workdir", work));
        }
        return new Mount { Kind = MountKind.Overlay, Target = "/", Options = options };
    }
}
