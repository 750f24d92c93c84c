namespace Berth.Compose;

/// <summary>What <c>watch</c> was asked for.</summary>
public sealed record WatchOptions
{
    /// <summary>Images are never built (<c>up --no-build --watch</c>).</summary>
    public bool NoBuild { get; init; }

    /// <summary>Images that a build replaced are removed.</summary>
    public bool Prune { get; init; } = true;

    /// <summary>How builds go isn't told.</summary>
    public bool Quiet { get; init; }
}
