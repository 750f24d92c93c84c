namespace Berth.Docker;

/// <summary>The layers of an image.</summary>
public sealed record ImageRootFS
{
    /// <summary>layers.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Digests of the uncompressed layers, the lowest first.</summary>
    public IReadOnlyList<string> Layers { get => field ?? []; init; }
}
