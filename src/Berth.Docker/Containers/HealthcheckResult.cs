namespace Berth.Docker;

/// <summary>One run of a health check.</summary>
public sealed record HealthcheckResult
{
    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string Start { get => field ?? ""; init; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string End { get => field ?? ""; init; }

    public int ExitCode { get; init; }

    /// <summary>At most 4096 bytes.</summary>
    public string Output { get => field ?? ""; init; }
}
