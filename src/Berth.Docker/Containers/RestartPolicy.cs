namespace Berth.Docker;

/// <summary>Whether and how often a container is started again.</summary>
public sealed record RestartPolicy
{
    /// <summary>Empty or no, always, unless-stopped, on-failure.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>For on-failure; 0 is unlimited.</summary>
    public int MaximumRetryCount { get; init; }
}
