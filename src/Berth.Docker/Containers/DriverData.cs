namespace Berth.Docker;

/// <summary>What the storage driver knows of a container or an image.</summary>
public sealed record DriverData
{
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public string Name { get => field ?? ""; init; }
}
