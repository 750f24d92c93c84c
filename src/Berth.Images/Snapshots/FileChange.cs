namespace Berth.Images;

/// <summary>A difference between a container and its image: the absolute path within the container, and what became of it.</summary>
public sealed record FileChange(string Path, FileChangeKind Kind);
