namespace Berth.Docker;

/// <summary>A container on a network.</summary>
public sealed record NetworkContainer
{
    public string Name { get => field ?? ""; init; }

    public string EndpointID { get => field ?? ""; init; }

    public string MacAddress { get => field ?? ""; init; }

    /// <summary>With its prefix length.</summary>
    public string IPv4Address { get => field ?? ""; init; }

    /// <summary>With its prefix length.</summary>
    public string IPv6Address { get => field ?? ""; init; }
}
