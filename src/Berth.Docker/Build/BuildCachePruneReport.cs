namespace Berth.Docker;

/// <summary>What a prune of the build cache removed.</summary>
public sealed record BuildCachePruneReport
{
    public IReadOnlyList<string>? CachesDeleted { get; init; }

    /// <summary>Bytes.</summary>
    public long SpaceReclaimed { get; init; }
}
