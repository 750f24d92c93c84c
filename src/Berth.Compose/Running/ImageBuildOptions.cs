namespace Berth.Compose;

/// <summary>What <c>build</c> says over the services' own build sections.</summary>
public sealed record ImageBuildOptions
{
    /// <summary>Nothing.</summary>
    public static ImageBuildOptions None { get; } = new();

    /// <summary><c>--build-arg NAME[=value]</c>; null takes the environment's value.</summary>
    public IReadOnlyDictionary<string, string?> Args { get; init; } = ComposeMap<string?>.Empty;

    /// <summary>Nothing comes from the cache.</summary>
    public bool NoCache { get; init; }

    /// <summary>Base images are pulled even if they are there.</summary>
    public bool Pull { get; init; }

    /// <summary>No output but errors.</summary>
    public bool Quiet { get; init; }

    /// <summary>Memory for the build's containers, bytes; 0: no limit.</summary>
    public long Memory { get; init; }

    /// <summary><c>--ssh default</c> or <c>--ssh id=SOCKET</c>: an SSH agent that all builds may use; null: none.</summary>
    public (string Id, string? Path)? Ssh { get; init; }
}
