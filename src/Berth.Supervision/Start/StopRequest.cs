namespace Berth.Supervision;

/// <summary>How a container is stopped.</summary>
public sealed record StopRequest
{
    /// <summary>The signal's number.</summary>
    public int Signal { get; init; } = 15;

    /// <summary>Seconds until SIGKILL; -1 waits for ever.</summary>
    public int TimeoutSeconds { get; init; } = 10;
}
