namespace Berth.Compose;

/// <summary>Health check.</summary>
public sealed record ServiceHealthcheck : ComposeElement
{
    /// <summary>Command, its first element CMD, CMD-SHELL or NONE.</summary>
    public IReadOnlyList<string> Test { get; init; } = [];

    /// <summary>Time one check may take.</summary>
    public ComposeDuration? Timeout { get; init; }

    /// <summary>Time between checks.</summary>
    public ComposeDuration? Interval { get; init; }

    /// <summary>Failures in a row that make it unhealthy.</summary>
    public ulong? Retries { get; init; }

    /// <summary>Time in which failures don't count.</summary>
    public ComposeDuration? StartPeriod { get; init; }

    /// <summary>Time between checks in the start period.</summary>
    public ComposeDuration? StartInterval { get; init; }

    /// <summary>Whether the image's check is off.</summary>
    public bool Disable { get; init; }
}
