namespace Berth.Docker;

/// <summary>The networks that a prune removed.</summary>
public sealed record NetworksPruneReport
{
    public IReadOnlyList<string>? NetworksDeleted { get; init; }
}
