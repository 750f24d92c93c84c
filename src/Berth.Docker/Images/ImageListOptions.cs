namespace Berth.Docker;

/// <summary>Which images to list.</summary>
public sealed record ImageListOptions
{
    /// <summary>Also images without a name that others are made from.</summary>
    public bool All { get; init; }

    /// <summary>Count the bytes that images share.</summary>
    public bool SharedSize { get; init; }

    /// <summary>With the manifest of each platform.</summary>
    public bool Manifests { get; init; }

    public Filters Filters { get; init; } = Filters.Empty;
}
