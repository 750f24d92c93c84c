using System.Text.Json.Serialization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>All that a running container has of the network. In the run folder, so that an engine that takes over finds it; a reboot ends it.</summary>
internal sealed record ContainerNetworkRecord
{
    /// <summary>What was asked for.</summary>
    public required ContainerNetworkRequest Request { get; init; }

    /// <summary>Docker's id of the namespace: 64 hexadecimal digits.</summary>
    public required string SandboxId { get; init; }

    /// <summary>In the order of their links.</summary>
    public IReadOnlyList<EndpointRecord> Endpoints { get => field ?? []; init; }

    public IReadOnlyList<PublishedPort> Ports { get => field ?? []; init; }

    [JsonIgnore]
    public string ContainerId => Request.ContainerId;

    [JsonIgnore]
    public string Name => Request.Name;

    /// <summary>The endpoint by whose network a family's packets go out: the highest gateway priority, then both families before one, then the name.</summary>
    public EndpointRecord? GatewayEndpoint(bool six) => Endpoints
        .Where(e => (six ? e.IPv6Gateway : e.IPv4Gateway).Length > 0)
        .OrderByDescending(e => e.Asked.GwPriority)
        .ThenByDescending(e => e.IPv4Gateway.Length > 0 && e.IPv6Gateway.Length > 0)
        .ThenBy(e => e.NetworkName, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>What inspect shows.</summary>
    public NetworkSettings ToSettings()
    {
        var onDefault = Endpoints.FirstOrDefault(e => e.NetworkName == "bridge")?.ToSettings() ?? new EndpointSettings();
        return new NetworkSettings
        {
            SandboxID = SandboxId,
            Ports = PortMap(),
            EndpointID = onDefault.EndpointID,
            Gateway = onDefault.Gateway,
            GlobalIPv6Address = onDefault.GlobalIPv6Address,
            GlobalIPv6PrefixLen = onDefault.GlobalIPv6PrefixLen,
            IPAddress = onDefault.IPAddress,
            IPPrefixLen = onDefault.IPPrefixLen,
            IPv6Gateway = onDefault.IPv6Gateway,
            MacAddress = onDefault.MacAddress,
            Networks = Endpoints.OrderBy(e => e.NetworkName, StringComparer.Ordinal).ToDictionary(e => e.NetworkName, e => e.ToSettings()),
        };
    }

    // Exposed ports that are not published are there with null, if the container has a network at all.
    private SortedDictionary<string, IReadOnlyList<PortBinding>?> PortMap()
    {
        var map = new SortedDictionary<string, IReadOnlyList<PortBinding>?>(StringComparer.Ordinal);
        if (!Endpoints.Any(e => e.Link.Length > 0))
        {
            return map;
        }

        foreach (string exposed in Request.ExposedPorts)
        {
            map[exposed] = null;
        }

        foreach (var group in Ports.GroupBy(p => $"{p.ContainerPort}/{p.Protocol}"))
        {
            map[group.Key] = [.. group.Select(p => new PortBinding { HostIp = p.HostIp, HostPort = $"{p.HostPort}" })];
        }

        return map;
    }
}
