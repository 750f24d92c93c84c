namespace Berth.Compose;

/// <summary>A mount.</summary>
public sealed record ServiceVolume : ComposeElement
{
    /// <summary>bind, volume, tmpfs, image, npipe or cluster.</summary>
    public string Type { get; init; } = "";

    /// <summary>Absolute path, key under <c>volumes</c> or image; empty: anonymous.</summary>
    public string Source { get; init; } = "";

    /// <summary>Path in the container.</summary>
    public string Target { get; init; } = "";

    /// <summary>Read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Consistency.</summary>
    public string Consistency { get; init; } = "";

    /// <summary>Options of a bind mount.</summary>
    public ServiceVolumeBind? Bind { get; init; }

    /// <summary>Options of a volume.</summary>
    public ServiceVolumeVolume? Volume { get; init; }

    /// <summary>Options of a tmpfs.</summary>
    public ServiceVolumeTmpfs? Tmpfs { get; init; }

    /// <summary>Options of an image.</summary>
    public ServiceVolumeImage? Image { get; init; }
}
