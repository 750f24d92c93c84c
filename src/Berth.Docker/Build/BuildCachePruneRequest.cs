namespace Berth.Docker;

/// <summary>What to remove from the build cache. Sizes are in bytes, 0 for not given.</summary>
public sealed record BuildCachePruneRequest
{
    /// <summary>Also what can't be fetched or made again from its sources.</summary>
    public bool All { get; init; }

    /// <summary>Keep so much.</summary>
    public long ReservedSpace { get; init; }

    /// <summary>Don't keep more.</summary>
    public long MaxUsedSpace { get; init; }

    /// <summary>Leave so much of the disk free.</summary>
    public long MinFreeSpace { get; init; }

    public Filters Filters { get; init; } = Filters.Empty;
}
