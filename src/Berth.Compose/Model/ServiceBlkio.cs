namespace Berth.Compose;

/// <summary>Block IO limits.</summary>
public sealed record ServiceBlkio : ComposeElement
{
    /// <summary>Weight 10-1000.</summary>
    public ushort Weight { get; init; }

    /// <summary>Weights by device.</summary>
    public IReadOnlyList<BlkioWeightDevice> WeightDevice { get; init; } = [];

    /// <summary>Bytes read a second.</summary>
    public IReadOnlyList<BlkioRateDevice> DeviceReadBps { get; init; } = [];

    /// <summary>Reads a second.</summary>
    public IReadOnlyList<BlkioRateDevice> DeviceReadIops { get; init; } = [];

    /// <summary>Bytes written a second.</summary>
    public IReadOnlyList<BlkioRateDevice> DeviceWriteBps { get; init; } = [];

    /// <summary>Writes a second.</summary>
    public IReadOnlyList<BlkioRateDevice> DeviceWriteIops { get; init; } = [];
}
