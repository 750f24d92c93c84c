namespace Berth.Compose;

/// <summary>The restart policy of <c>deploy</c>.</summary>
public sealed record DeployRestartPolicy : ComposeElement
{
    /// <summary>none, on-failure or any.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Between attempts.</summary>
    public ComposeDuration? Delay { get; init; }

    /// <summary>At most.</summary>
    public ulong? MaxAttempts { get; init; }

    /// <summary>Time after which a start counts as good.</summary>
    public ComposeDuration? Window { get; init; }
}
