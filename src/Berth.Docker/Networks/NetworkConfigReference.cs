namespace Berth.Docker;

/// <summary>The network that gives the configuration.</summary>
public sealed record NetworkConfigReference
{
    public string Network { get => field ?? ""; init; }
}
