using Berth.Docker;

namespace Berth.Engine;

/// <summary>One mount of a container as it was resolved when the container was made: what inspect shows and what a start mounts.</summary>
internal sealed record ContainerMount
{
    /// <summary><c>bind</c>, <c>volume</c>, <c>tmpfs</c> or <c>image</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The volume's name; empty for other types.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The host's path of a bind, the folder of a volume, the image of an image mount; empty for a tmpfs.</summary>
    public string Source { get => field ?? ""; init; }

    /// <summary>The path in the container, absolute and clean.</summary>
    public required string Destination { get; init; }

    /// <summary>The volume's driver.</summary>
    public string Driver { get => field ?? ""; init; }

    /// <summary>The options of the short form as they were given.</summary>
    public string Mode { get => field ?? ""; init; }

    /// <summary>It can't be written to.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Mount propagation of a bind.</summary>
    public string Propagation { get => field ?? ""; init; }

    /// <summary>The part of the source to mount, relative.</summary>
    public string Subpath { get => field ?? ""; init; }

    /// <summary>A missing source of a bind is made, as a folder.</summary>
    public bool CreateSource { get; init; }

    /// <summary>A new volume is not filled from the image.</summary>
    public bool NoCopy { get; init; }

    /// <summary>A bind does not take along what is mounted under its source.</summary>
    public bool NonRecursive { get; init; }

    /// <summary>Of a read-only bind, what is mounted under its source stays writable.</summary>
    public bool ReadOnlyTop { get; init; }

    /// <summary>Mount options of a tmpfs.</summary>
    public IReadOnlyList<string> Options { get => field ?? []; init; }

    /// <summary>As list and inspect show it.</summary>
    public MountPoint ToMountPoint() => new()
    {
        Type = Type,
        Name = Name.Length > 0 ? Name : null,
        Source = Source,
        Destination = Destination,
        Driver = Driver.Length > 0 ? Driver : null,
        Mode = Mode,
        RW = !ReadOnly,
        Propagation = Propagation,
    };
}
