namespace Berth.Docker;

/// <summary>What is here of an image's platform.</summary>
public sealed record ImageManifestData
{
    public OciPlatform Platform { get => field ??= new(); init; }

    public IReadOnlyList<string> Containers { get => field ?? []; init; }

    public ImageUnpackedSize Size { get => field ??= new(); init; }
}
