namespace Berth.Docker;

/// <summary>The containers that a prune removed.</summary>
public sealed record ContainersPruneReport
{
    public IReadOnlyList<string>? ContainersDeleted { get; init; }

    /// <summary>Bytes.</summary>
    public long SpaceReclaimed { get; init; }
}
