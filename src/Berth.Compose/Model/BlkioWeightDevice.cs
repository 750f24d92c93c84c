namespace Berth.Compose;

/// <summary>A block device's weight.</summary>
public sealed record BlkioWeightDevice : ComposeElement
{
    /// <summary>Device.</summary>
    public string Path { get; init; } = "";

    /// <summary>Weight.</summary>
    public ushort Weight { get; init; }
}
