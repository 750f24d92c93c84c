namespace Berth.Supervision;

/// <summary>One mount into the container: a bind of a host's folder or file, or a file system made for it.</summary>
public sealed record MountRequest
{
    /// <summary><c>bind</c>, <c>tmpfs</c>, or another file system's name (<c>mqueue</c>, <c>nfs</c>).</summary>
    public required string Type { get; init; }

    /// <summary>The host's path for a bind; the device for others.</summary>
    public required string Source { get; init; }

    /// <summary>The path in the container, absolute; resolved inside its root; made if it is missing.</summary>
    public required string Target { get; init; }

    /// <summary>The part of <see cref="Source"/> to mount, resolved inside it; empty for all.</summary>
    public string Subpath { get => field ?? ""; init; }

    /// <summary>Mounted read-only, with all that lies under it where <see cref="Recursive"/> is set.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>What is mounted under a read-only bind stays writable.</summary>
    public bool ReadOnlyTop { get; init; }

    /// <summary>A bind takes the mounts under its source along.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary><c>private</c>, <c>rprivate</c>, <c>shared</c>, <c>rshared</c>, <c>slave</c>, <c>rslave</c>; empty means <c>rprivate</c>.</summary>
    public string Propagation { get => field ?? ""; init; }

    /// <summary>Mount options as mount(8) writes them, flags and the file system's own mixed (<c>nosuid</c>, <c>size=64m</c>).</summary>
    public IReadOnlyList<string> Options { get => field ?? []; init; }

    /// <summary>A tmpfs starts with what the image has at <see cref="Target"/>.</summary>
    public bool CopyUp { get; init; }
}
