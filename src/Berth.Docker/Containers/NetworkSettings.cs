using System.Collections.ObjectModel;

namespace Berth.Docker;

/// <summary>The networks of a container; the single addresses are those on the default bridge.</summary>
public sealed record NetworkSettings
{
    public string Bridge { get => field ?? ""; init; }

    public string SandboxID { get => field ?? ""; init; }

    /// <summary>The path of the network namespace.</summary>
    public string SandboxKey { get => field ?? ""; init; }

    /// <summary>Keys are "port/protocol"; null where the port is not published.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> Ports { get => field ?? ReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>.Empty; init; }

    public bool HairpinMode { get; init; }

    public string LinkLocalIPv6Address { get => field ?? ""; init; }

    public int LinkLocalIPv6PrefixLen { get; init; }

    public IReadOnlyList<NetworkAddress>? SecondaryIPAddresses { get; init; }

    public IReadOnlyList<NetworkAddress>? SecondaryIPv6Addresses { get; init; }

    public string EndpointID { get => field ?? ""; init; }

    public string Gateway { get => field ?? ""; init; }

    public string GlobalIPv6Address { get => field ?? ""; init; }

    public int GlobalIPv6PrefixLen { get; init; }

    public string IPAddress { get => field ?? ""; init; }

    public int IPPrefixLen { get; init; }

    public string IPv6Gateway { get => field ?? ""; init; }

    public string MacAddress { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, EndpointSettings> Networks { get => field ?? ReadOnlyDictionary<string, EndpointSettings>.Empty; init; }
}
