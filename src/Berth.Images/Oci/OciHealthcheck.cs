namespace Berth.Images;

/// <summary>A health check as an image carries it. Times are nanoseconds, zero means inherited or default.</summary>
public sealed record OciHealthcheck
{
    /// <summary><c>NONE</c>, <c>CMD</c> with arguments, or <c>CMD-SHELL</c> with one line.</summary>
    public IReadOnlyList<string>? Test { get; init; }

    /// <summary>From one probe to the next, in nanoseconds.</summary>
    public long Interval { get; init; }

    /// <summary>The longest that a probe may take, in nanoseconds.</summary>
    public long Timeout { get; init; }

    /// <summary>Time to start up, in which failures don't count, in nanoseconds.</summary>
    public long StartPeriod { get; init; }

    /// <summary>From one probe to the next in that time, in nanoseconds.</summary>
    public long StartInterval { get; init; }

    /// <summary>Failures in a row that make a container unhealthy.</summary>
    public int Retries { get; init; }
}
