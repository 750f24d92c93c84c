namespace Berth.Docker;

/// <summary>The volumes that a prune removed.</summary>
public sealed record VolumesPruneReport
{
    public IReadOnlyList<string>? VolumesDeleted { get; init; }

    /// <summary>Bytes.</summary>
    public long SpaceReclaimed { get; init; }
}
