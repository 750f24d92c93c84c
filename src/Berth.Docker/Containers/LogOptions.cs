namespace Berth.Docker;

/// <summary>Which part of a container's output to read. At least one of the two streams must be chosen.</summary>
public sealed record LogOptions
{
    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    /// <summary>Go on until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Put the time (nine digits of a second) before each line.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Put the log driver's attributes before each line.</summary>
    public bool Details { get; init; }

    /// <summary>Only lines from this time on, in nanoseconds of Unix time.</summary>
    public long? Since { get; init; }

    /// <summary>Only lines before this time, in nanoseconds of Unix time.</summary>
    public long? Until { get; init; }

    /// <summary>Only so many of the last lines; null for all.</summary>
    public long? Tail { get; init; }
}
