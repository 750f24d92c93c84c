using System.Net;
using System.Text.Json.Serialization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>A running container's place on a network, as it is kept while the container runs.</summary>
internal sealed record EndpointRecord
{
    public required string EndpointId { get; init; }

    public required string NetworkId { get; init; }

    public required string NetworkName { get; init; }

    /// <summary>The link's name in the container; empty on networks without a bridge.</summary>
    public string Link { get => field ?? ""; init; }

    /// <summary>The link's other end on the host.</summary>
    public string Veth { get => field ?? ""; init; }

    /// <summary>The hardware address as Docker writes it; empty on networks without a bridge.</summary>
    public string MacAddress { get => field ?? ""; init; }

    /// <summary>The IPv4 address; empty for none.</summary>
    public string IPv4 { get => field ?? ""; init; }

    public int IPv4Prefix { get; init; }

    /// <summary>The way out by IPv4; empty on internal networks.</summary>
    public string IPv4Gateway { get => field ?? ""; init; }

    /// <summary>The IPv6 address; empty for none.</summary>
    public string IPv6 { get => field ?? ""; init; }

    public int IPv6Prefix { get; init; }

    public string IPv6Gateway { get => field ?? ""; init; }

    public bool Internal { get; init; }

    /// <summary>What was asked for.</summary>
    public required EndpointSettings Asked { get; init; }

    /// <summary>The names that the container has on the network; null where it has none.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    [JsonIgnore]
    public IPAddress? Address4 => IPv4.Length > 0 ? IPAddress.Parse(IPv4) : null;

    [JsonIgnore]
    public IPAddress? Address6 => IPv6.Length > 0 ? IPAddress.Parse(IPv6) : null;

    [JsonIgnore]
    public IEnumerable<IPAddress> Addresses => ((IPAddress?[])[Address4, Address6]).OfType<IPAddress>();

    /// <summary>What a container's inspect shows.</summary>
    public EndpointSettings ToSettings() => Asked with
    {
        NetworkID = NetworkId,
        EndpointID = EndpointId,
        MacAddress = MacAddress,
        Gateway = IPv4Gateway,
        IPAddress = IPv4,
        IPPrefixLen = IPv4Prefix,
        IPv6Gateway = IPv6Gateway,
        GlobalIPv6Address = IPv6,
        GlobalIPv6PrefixLen = IPv6Prefix,
        DNSNames = Names,
    };

    /// <summary>What a network's inspect shows.</summary>
    public NetworkContainer ToNetworkContainer(string containerName) => new()
    {
        Name = containerName,
        EndpointID = EndpointId,
        MacAddress = MacAddress,
        IPv4Address = IPv4.Length > 0 ? $"{IPv4}/{IPv4Prefix}" : "",
        IPv6Address = IPv6.Length > 0 ? $"{IPv6}/{IPv6Prefix}" : "",
    };
}
