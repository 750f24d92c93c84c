using System.Net;
using System.Text.Json.Serialization;

namespace Berth.Engine;

/// <summary>One subnet of a network, with everything decided.</summary>
internal sealed record Subnet
{
    /// <summary>The network in CIDR form.</summary>
    public required string Network { get; init; }

    /// <summary>Where addresses are given out, in CIDR form: the network or a part of it.</summary>
    public required string Range { get; init; }

    /// <summary>The bridge's address.</summary>
    public required string Gateway { get; init; }

    /// <summary>Addresses that are not given out.</summary>
    public IReadOnlyList<string> Reserved { get => field ?? []; init; }

    /// <summary>Whether the user chose it, and so may choose addresses.</summary>
    public bool Chosen { get; init; }

    [JsonIgnore]
    public IPNetwork Parsed => IPNetwork.Parse(Network);

    [JsonIgnore]
    public IPAddress GatewayAddress => IPAddress.Parse(Gateway);

    [JsonIgnore]
    public bool IsIpv6 => Network.Contains(':', StringComparison.Ordinal);
}
