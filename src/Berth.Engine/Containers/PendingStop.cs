namespace Berth.Engine;

/// <summary>A stop that somebody waits for.</summary>
/// <param name="KilledAt">When the monitor resorts to SIGKILL; null when it never does.</param>
internal sealed record PendingStop(DateTimeOffset? KilledAt);
