namespace Berth.Docker;

/// <summary>A block device's rate, in bytes or operations a second.</summary>
public sealed record ThrottleDevice
{
    public string Path { get => field ?? ""; init; }

    public long Rate { get; init; }
}
