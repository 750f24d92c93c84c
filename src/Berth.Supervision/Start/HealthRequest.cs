namespace Berth.Supervision;

/// <summary>A health check as Docker defines it; all times in nanoseconds, defaults resolved.</summary>
public sealed record HealthRequest
{
    /// <summary>The process to run, with the container's user, environment and working folder; exit status 0 is healthy.</summary>
    public required ProcessRequest Process { get; init; }

    /// <summary>Time between the end of a check and the next.</summary>
    public required long IntervalNanoseconds { get; init; }

    /// <summary>Time after which a check counts as failed and is killed.</summary>
    public required long TimeoutNanoseconds { get; init; }

    /// <summary>Failures in a row that make the container unhealthy.</summary>
    public required int Retries { get; init; }

    /// <summary>Time after the start in which failures do not count.</summary>
    public required long StartPeriodNanoseconds { get; init; }

    /// <summary>Time between checks within the start period.</summary>
    public required long StartIntervalNanoseconds { get; init; }
}
