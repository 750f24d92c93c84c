namespace Berth.Compose;

/// <summary>Options of an image mount.</summary>
public sealed record ServiceVolumeImage : ComposeElement
{
    /// <summary>Folder in the image.</summary>
    public string Subpath { get; init; } = "";
}
