namespace Berth.Supervision;

/// <summary>One run of a health check.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="ExitCode">0 healthy, 1 unhealthy, -1 it timed out or could not be run.</param>
/// <param name="Output">The first 4,096 bytes that it wrote.</param>
public sealed record HealthResult(DateTimeOffset Start, DateTimeOffset End, int ExitCode, string Output)
{
    /// <inheritdoc/>
    // Short on purpose, as MonitorRecord's.
    public override string ToString() => Output;

    /// <inheritdoc/>
    // By identity: nobody compares these, and the synthesized comparison is as large as the text.
    public bool Equals(HealthResult? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
