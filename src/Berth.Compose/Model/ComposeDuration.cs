using Berth.Docker;

namespace Berth.Compose;

/// <summary>A length of time in nanoseconds, which is what the Engine API counts in and what Compose prints.</summary>
/// <param name="Nanoseconds">Its length; negative is possible.</param>
public readonly record struct ComposeDuration(long Nanoseconds)
{
    /// <summary>The same length, cut to 100 ns.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks(Nanoseconds / 100);

    /// <summary>As Go prints it: <c>1h2m3.5s</c>, <c>1.5ms</c>, <c>0s</c>.</summary>
    public override string ToString() => GoDuration.Format(Nanoseconds);
}
