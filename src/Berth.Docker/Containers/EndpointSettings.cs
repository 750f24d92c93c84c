namespace Berth.Docker;

/// <summary>A container's place on a network.</summary>
public sealed record EndpointSettings
{
    /// <summary>The addresses that were asked for.</summary>
    public EndpointIPAMConfig? IPAMConfig { get; init; }

    public IReadOnlyList<string>? Links { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string MacAddress { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    /// <summary>The network with the highest gives the default route.</summary>
    public int GwPriority { get; init; }

    public string NetworkID { get => field ?? ""; init; }

    public string EndpointID { get => field ?? ""; init; }

    public string Gateway { get => field ?? ""; init; }

    public string IPAddress { get => field ?? ""; init; }

    public int IPPrefixLen { get; init; }

    public string IPv6Gateway { get => field ?? ""; init; }

    public string GlobalIPv6Address { get => field ?? ""; init; }

    public int GlobalIPv6PrefixLen { get; init; }

    /// <summary>The names that it has on the network.</summary>
    public IReadOnlyList<string>? DNSNames { get; init; }
}
