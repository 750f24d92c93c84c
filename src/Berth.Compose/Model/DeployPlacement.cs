namespace Berth.Compose;

/// <summary>Where a service may run.</summary>
public sealed record DeployPlacement : ComposeElement
{
    /// <summary>Constraints.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>Attributes to spread over.</summary>
    public IReadOnlyList<string> Preferences { get; init; } = [];

    /// <summary>Replicas a node.</summary>
    public ulong MaxReplicasPerNode { get; init; }
}
