namespace Berth.Compose;

/// <summary>A command run in a service's container at some point of its life.</summary>
public sealed record ServiceHook : ComposeElement
{
    /// <summary>The command.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>User.</summary>
    public string User { get; init; } = "";

    /// <summary>Privileged.</summary>
    public bool Privileged { get; init; }

    /// <summary>Working directory.</summary>
    public string WorkingDir { get; init; } = "";

    /// <summary>Environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = ComposeMap<string?>.Empty;
}
