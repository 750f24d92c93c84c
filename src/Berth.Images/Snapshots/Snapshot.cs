namespace Berth.Images;

/// <summary>A container's file system, ready to be mounted. Paths are absolute.</summary>
public sealed record Snapshot
{
    /// <summary>The name that it was made under: the container's id.</summary>
    public required string Id { get; init; }

    /// <summary>The image's id; null for an empty root.</summary>
    public string? ImageId { get; init; }

    /// <summary>Whether it is an overlay or a copy.</summary>
    public required SnapshotMode Mode { get; init; }

    /// <summary>An overlay's lower folders, topmost first; empty for a copy. Mount with <c>index=off,redirect_dir=off,metacopy=off</c>.</summary>
    public IReadOnlyList<string> LowerFolders { get; init; } = [];

    /// <summary>An overlay's upper folder: what the container changed; null for a copy.</summary>
    public string? UpperFolder { get; init; }

    /// <summary>An overlay's work folder; null for a copy.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>A copy's root, to be bound; null for an overlay.</summary>
    public string? RootFolder { get; init; }
}
