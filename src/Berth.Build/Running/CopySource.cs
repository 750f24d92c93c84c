namespace Berth.Build;

/// <summary>A source of COPY or ADD, found: a path of a tree.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Path">The path in it.</param>
/// <param name="Name">What it is called in a folder that it is put into: its last part, or with <c>--parents</c> all that is kept of its path.</param>
internal sealed record CopySource(SourceTree Tree, string Path, string Name)
{
    /// <summary>It came over the network: it is unpacked only where that is asked for.</summary>
    public bool IsFetched { get; init; }

    /// <summary>With <c>--parents</c>, the folders above it that are kept, outer ones first, by their names in the target.</summary>
    public IReadOnlyList<SourceEntry> Above { get; init; } = [];
}
