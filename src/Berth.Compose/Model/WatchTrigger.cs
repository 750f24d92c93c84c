namespace Berth.Compose;

/// <summary>Paths to watch and what a change in them does.</summary>
public sealed record WatchTrigger : ComposeElement
{
    /// <summary>Absolute path.</summary>
    public string Path { get; init; } = "";

    /// <summary><c>rebuild sync restart sync+restart sync+exec</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>Path in the container.</summary>
    public string Target { get; init; } = "";

    /// <summary>Command of <c>sync+exec</c>.</summary>
    public ServiceHook Exec { get; init; } = new();

    /// <summary>Patterns that are watched.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns that are not.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Whether all is synchronised at the start.</summary>
    public bool InitialSync { get; init; }
}
