namespace Berth.Images;

/// <summary>A new image on top of another.</summary>
public sealed record ImageCommit
{
    /// <summary>The id of the image below; null for none.</summary>
    public string? Parent { get; init; }

    /// <summary>The snapshot whose changes become the new layer; null for an image that only changes the configuration.</summary>
    public string? Snapshot { get; init; }

    /// <summary>
    /// Whether the snapshot may be used up: its files become the layer without being copied, and the snapshot is gone. Nothing may use it.
    /// </summary>
    public bool UseUp { get; init; }

    /// <summary>Paths of a snapshot that is used up which were made for mounts, outer ones first: what of them holds nothing is left out.</summary>
    public IReadOnlyCollection<string> MountPoints { get; init; } = [];

    /// <summary>An image that is there, and which of its layers becomes the new one, in place of a snapshot's; null for none.</summary>
    public (string Image, int Index)? Layer { get; init; }

    /// <summary>The configuration of containers of the new image.</summary>
    public required OciImageConfig Config { get; init; }

    /// <summary>The step's entry in the history; its date is the image's.</summary>
    public required OciHistory History { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>The platform; null for the parent's or this machine's.</summary>
    public OciPlatform? Platform { get; init; }

    /// <summary>The name to give; null for none.</summary>
    public ImageReference? Name { get; init; }
}
