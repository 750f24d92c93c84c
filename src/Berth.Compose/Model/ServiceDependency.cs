namespace Berth.Compose;

/// <summary>How one service waits for another.</summary>
public sealed record ServiceDependency : ComposeElement
{
    /// <summary><c>service_started service_healthy service_completed_successfully</c>.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Whether it is restarted with the other.</summary>
    public bool Restart { get; init; }

    /// <summary>Whether it can't start without the other.</summary>
    public bool Required { get; init; }
}
