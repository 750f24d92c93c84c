namespace Berth.Docker;

/// <summary>The images that a prune removed.</summary>
public sealed record ImagesPruneReport
{
    public IReadOnlyList<ImageDeleteItem>? ImagesDeleted { get; init; }

    /// <summary>Bytes.</summary>
    public long SpaceReclaimed { get; init; }
}
