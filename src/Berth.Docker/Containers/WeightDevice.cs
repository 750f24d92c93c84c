namespace Berth.Docker;

/// <summary>A block device's weight.</summary>
public sealed record WeightDevice
{
    public string Path { get => field ?? ""; init; }

    public int Weight { get; init; }
}
