namespace Berth.Images;

/// <summary>How an image is removed.</summary>
public sealed record ImageRemoveOptions
{
    /// <summary>Removes it although it has several names or a stopped container uses it.</summary>
    public bool Force { get; init; }

    /// <summary>Keeps nameless parents that nothing else needs.</summary>
    public bool KeepParents { get; init; }

    /// <summary>The containers that use the image of an id.</summary>
    public required Func<string, IReadOnlyList<ImageUse>> Users { get; init; }
}
