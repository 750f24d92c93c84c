namespace Berth.Supervision;

/// <summary>The restart policy, with Docker's back-off: 100 ms doubled up to a minute, begun anew after 10 s of running.</summary>
public sealed record RestartRequest
{
    /// <summary><c>no</c>, <c>always</c>, <c>on-failure</c> or <c>unless-stopped</c>.</summary>
    public string Policy { get => field ?? "no"; init; }

    /// <summary>How often <c>on-failure</c> tries; 0 is without end.</summary>
    public int MaximumRetries { get; init; }
}
