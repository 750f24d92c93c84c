namespace Berth.Compose;

/// <summary>What an attached <c>up</c> shows and when it ends.</summary>
public sealed record AttachedUpOptions
{
    /// <summary>Services whose output is shown; none: all that don't say <c>attach: false</c>.</summary>
    public IReadOnlyList<string> Attach { get; init; } = [];

    /// <summary>Services whose output is not shown.</summary>
    public IReadOnlyList<string> NoAttach { get; init; } = [];

    /// <summary>The first container that ends stops all (<c>--abort-on-container-exit</c>).</summary>
    public bool AbortOnExit { get; init; }

    /// <summary>The first container that fails stops all (<c>--abort-on-container-failure</c>).</summary>
    public bool AbortOnFailure { get; init; }

    /// <summary>The service whose container's status is the command's; null: none.</summary>
    public string? ExitCodeFrom { get; init; }

    /// <summary>What keeps the project up to date meanwhile (<c>--watch</c>): what has ended may be started anew, so only the user ends it. Null: nothing.</summary>
    public Func<ComposeProject, CancellationToken, Task>? Watch { get; init; }

    /// <summary>Seconds until containers are killed when all is stopped; null: their own.</summary>
    public int? Timeout { get; init; }
}
