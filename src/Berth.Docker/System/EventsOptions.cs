namespace Berth.Docker;

/// <summary>Which events to read.</summary>
public sealed record EventsOptions
{
    /// <summary>Also past events from this time on, in nanoseconds of Unix time.</summary>
    public long? Since { get; init; }

    /// <summary>Stop at this time, in nanoseconds of Unix time.</summary>
    public long? Until { get; init; }

    public Filters Filters { get; init; } = Filters.Empty;
}
