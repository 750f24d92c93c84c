namespace Berth.Docker;

/// <summary>A range that networks get subnets from.</summary>
public sealed record AddressPool
{
    public string Base { get => field ?? ""; init; }

    public int Size { get; init; }
}
