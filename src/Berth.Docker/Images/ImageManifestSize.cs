namespace Berth.Docker;

/// <summary>Bytes.</summary>
public sealed record ImageManifestSize
{
    public long Total { get; init; }

    public long Content { get; init; }
}
