namespace Berth.Docker;

/// <summary>What to count the disk usage of.</summary>
public sealed record DiskUsageOptions
{
    public bool Containers { get; init; } = true;

    public bool Images { get; init; } = true;

    public bool Volumes { get; init; } = true;

    public bool BuildCache { get; init; } = true;
}
