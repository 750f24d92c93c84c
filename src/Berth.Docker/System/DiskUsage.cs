namespace Berth.Docker;

/// <summary>The disk space that an engine uses; what was not asked for is null.</summary>
public sealed record DiskUsage
{
    /// <summary>Bytes.</summary>
    public long LayersSize { get; init; }

    public IReadOnlyList<ImageSummary>? Images { get; init; }

    public IReadOnlyList<ContainerSummary>? Containers { get; init; }

    public IReadOnlyList<Volume>? Volumes { get; init; }

    public IReadOnlyList<BuildCacheRecord>? BuildCache { get; init; }
}
