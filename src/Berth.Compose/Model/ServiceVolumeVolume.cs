namespace Berth.Compose;

/// <summary>Options of a volume mount.</summary>
public sealed record ServiceVolumeVolume : ComposeElement
{
    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Whether the image's files stay out of it.</summary>
    public bool NoCopy { get; init; }

    /// <summary>Folder in the volume.</summary>
    public string Subpath { get; init; } = "";
}
