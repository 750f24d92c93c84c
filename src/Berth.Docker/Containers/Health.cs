namespace Berth.Docker;

/// <summary>The health of a container that has a health check.</summary>
public sealed record Health
{
    /// <summary>starting, healthy or unhealthy.</summary>
    public string Status { get => field ?? ""; init; }

    /// <summary>Failures in a row.</summary>
    public int FailingStreak { get; init; }

    /// <summary>The last five results, oldest first.</summary>
    public IReadOnlyList<HealthcheckResult> Log { get => field ?? []; init; }
}
