namespace Berth.Compose;

/// <summary>How an update or rollback rolls out.</summary>
public sealed record DeployUpdate : ComposeElement
{
    /// <summary>At once.</summary>
    public ulong? Parallelism { get; init; }

    /// <summary>Between groups.</summary>
    public ComposeDuration Delay { get; init; }

    /// <summary>pause, continue or rollback.</summary>
    public string FailureAction { get; init; } = "";

    /// <summary>Time a failure counts.</summary>
    public ComposeDuration Monitor { get; init; }

    /// <summary>Failures that are tolerated.</summary>
    public float MaxFailureRatio { get; init; }

    /// <summary>stop-first or start-first.</summary>
    public string Order { get; init; } = "";
}
