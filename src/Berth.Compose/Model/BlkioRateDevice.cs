namespace Berth.Compose;

/// <summary>A block device's rate.</summary>
public sealed record BlkioRateDevice : ComposeElement
{
    /// <summary>Device.</summary>
    public string Path { get; init; } = "";

    /// <summary>Bytes or operations a second.</summary>
    public long Rate { get; init; }
}
