namespace Berth.Docker;

/// <summary>What to attach to.</summary>
public sealed record AttachOptions
{
    /// <summary>Stay attached; else only the logs are given.</summary>
    public bool Stream { get; init; }

    public bool Stdin { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    /// <summary>First give what was written before.</summary>
    public bool Logs { get; init; }

    /// <summary>The keys that detach ("ctrl-p,ctrl-q"); null for the container's or the engine's.</summary>
    public string? DetachKeys { get; init; }
}
