namespace Berth.Linux;

/// <summary>What a group may do at one block device. Null: as much as it can.</summary>
public sealed record BlockDeviceLimit(DeviceNumber Device)
{
    /// <summary>Weight, 10 to 1000.</summary>
    public int? Weight { get; init; }

    /// <summary>Bytes read a second.</summary>
    public ulong? ReadBytes { get; init; }

    /// <summary>Bytes written a second.</summary>
    public ulong? WriteBytes { get; init; }

    /// <summary>Reads a second.</summary>
    public ulong? ReadOperations { get; init; }

    /// <summary>Writes a second.</summary>
    public ulong? WriteOperations { get; init; }
}
