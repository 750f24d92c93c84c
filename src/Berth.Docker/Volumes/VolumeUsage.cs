namespace Berth.Docker;

/// <summary>How a volume is used.</summary>
public sealed record VolumeUsage
{
    /// <summary>Containers that use it.</summary>
    public long RefCount { get; init; }

    /// <summary>Bytes; -1 for not counted.</summary>
    public long Size { get; init; }
}
