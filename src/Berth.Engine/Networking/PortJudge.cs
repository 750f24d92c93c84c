using System.Net;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Says who reaches published ports: it asks the host's rules, as they are now, what they would do with the first packet of a neighbour and of somebody far
/// away, on each link that such come in by. Under the networks' lock.
/// </summary>
internal sealed class PortJudge(NetworkNames names, NetworkKernel kernel)
{
    // Ordinary addresses that no rule names: what holds for them holds for everyone.
    private static readonly IPAddress s_far4 = IPAddress.Parse("45.77.88.99"), s_far6 = IPAddress.Parse("2a02:f5a0:4b1d::77");

    private const string ThisHost = "host", LocalNetwork = "local", Everyone = "everyone";

    /// <summary>The published ports of containers, each with who reaches it.</summary>
    public IReadOnlyList<PortReach> Judge(IReadOnlyList<ContainerNetworkRecord> containers)
    {
        if (containers.Count == 0)
        {
            return [];
        }

        var rules = NftRuleset.Read(kernel.Netfilter, kernel.Batch, Firewall.IsOfAnEngine);
        var places = Places();
        bool legacy = LegacyTables.AreLoaded;
        return [.. containers.SelectMany(c => c.Ports.Select(p => Judge(c, p, rules, places, legacy)))];
    }

    private static PortReach Judge(ContainerNetworkRecord container, PublishedPort port, NftRuleset rules, IReadOnlyList<Place> places, bool legacy)
    {
        var host = IPAddress.Parse(port.HostIp);
        var reach = new PortReach
        {
            Container = container.ContainerId, Name = container.Name, Protocol = port.Protocol, ContainerPort = port.ContainerPort, HostIp = port.HostIp, HostPort = port.HostPort,
            Mode = port.Guarded ? "guarded" : "open", Reach = ThisHost, Certain = true,
        };
        if (IPAddress.IsLoopback(host))
        {
            return reach;
        }

        // What no rule of ours translates is carried by a socket of the host, about which INPUT decides in any mode.
        if (!port.Guarded && port.Elements.Any())
        {
            return reach with { Reach = Everyone };
        }

        bool any = host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any);
        var own = places.Where(p => p.Address.IsIpv6() == host.IsIpv6() && (any || p.Address.Equals(host))).ToList();
        return own.Count == 0 ? reach with { Certain = !legacy } : Judge(reach, any ? null : host, own, rules, legacy);
    }

    private static PortReach Judge(PortReach reach, IPAddress? host, List<Place> own, NftRuleset rules, bool legacy)
    {
        FilterVerdict Best(IEnumerable<Place> places, Func<Place, IPAddress> source) => places
            .Select(p => rules.Judge(new FirstPacket(reach.Protocol, source(p), p.Address, reach.HostPort, p.Link))).OrderByDescending(v => v.Passes).First();

        var near = Best(own, p => p.Neighbour);
        var far = Best(own.Exists(p => p.IsWayOut) ? own.Where(p => p.IsWayOut) : own, p => p.Address.IsIpv6() ? s_far6 : s_far4);
        reach = reach with { Reach = far.Passes ? Everyone : near.Passes ? LocalNetwork : ThisHost, Certain = near.Certain && far.Certain && !legacy };
        return far.Passes
            ? reach
            : reach with { Firewall = FirewallName.Of(far, rules), Command = FirewallName.CommandFor(far, rules, reach.Protocol, host, reach.HostPort) };
    }

    // Where others come in: links with addresses that are neither this engine's nor somebody's bridge for containers or machines.
    private List<Place> Places()
    {
        var links = kernel.Route.ListLinks(kernel.Batch).ToDictionary(l => l.Index);
        var ways = kernel.Route.ListDefaultLinks(kernel.Batch);
        var places = kernel.Route.ListAddresses(kernel.Batch)
            .Where(a => links.TryGetValue(a.Link, out var link) && link.Up && link.Name != "lo" && (link.Group < names.Bridges || link.Group > names.Containers))
            .Select(a => new Place(links[a.Link], a.Address, Neighbour(a), ways.Contains(a.Link)))
            .ToList();
        return places.Exists(p => p.Link.Kind != "bridge" || p.IsWayOut) ? places.FindAll(p => p.Link.Kind != "bridge" || p.IsWayOut) : places;
    }

    // Another address of the same network.
    private static IPAddress Neighbour(LinkAddress address)
    {
        byte[] raw = address.Address.GetAddressBytes();
        raw[^1] ^= (byte)(address.Prefix >= (raw.Length * 8) - 1 ? 1 : 2);
        return new IPAddress(raw);
    }

    /// <summary>An address of this host, the link that it is on, and somebody else's on the same network.</summary>
    private sealed record Place(LinkInfo Link, IPAddress Address, IPAddress Neighbour, bool IsWayOut);
}
