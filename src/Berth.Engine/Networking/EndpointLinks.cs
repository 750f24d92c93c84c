using System.Net;
using System.Net.NetworkInformation;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// Makes containers' endpoints: decides addresses and names, then brings links up. All links of a container are one datagram on the host's side and one
/// in its namespace. Under the networks' lock.
/// </summary>
internal sealed class EndpointLinks(NetworkNames names, NetworkKernel kernel)
{
    private const int Loopback = 1, FirstLink = 2, LinkLocalPrefix = 64;
    private const string OptionLinkName = "com.docker.network.endpoint.ifname";

    /// <summary>Takes the addresses of an endpoint.</summary>
    /// <exception cref="DockerException">One asked for is taken, or none is left.</exception>
    public static EndpointRecord Allocate(NetworkState network, EndpointSettings asked, string link, IReadOnlyList<string>? names)
    {
        string id = NetworkIds.New();
        var record = new EndpointRecord
        {
            EndpointId = id, NetworkId = network.Id, NetworkName = network.Name, Internal = network.Network.Internal, Asked = asked, Names = names,
        };
        if (!network.HasBridge)
        {
            return record;
        }

        var wanted = asked.IPAMConfig ?? new EndpointIPAMConfig();
        var four = network.Take(six: false, Wanted(wanted.IPv4Address));
        try
        {
            var six = network.Take(six: true, Wanted(wanted.IPv6Address));
            var hardware = asked.MacAddress.Length > 0 ? PhysicalAddress.Parse(asked.MacAddress) : NetworkState.HardwareAddress((four ?? six)!.Value.Address);
            record = record with
            {
                Link = LinkName(asked, link),
                Veth = NetworkNames.VethOf(id),
                MacAddress = string.Join(':', hardware.GetAddressBytes().Select(b => $"{b:x2}")),
            };
            record = four is not { } ipv4 ? record : record with
            {
                IPv4 = ipv4.Address.ToString(), IPv4Prefix = ipv4.Subnet.Parsed.PrefixLength, IPv4Gateway = record.Internal ? "" : ipv4.Subnet.Gateway,
            };
            return six is not { } ipv6 ? record : record with
            {
                IPv6 = ipv6.Address.ToString(), IPv6Prefix = ipv6.Subnet.Parsed.PrefixLength, IPv6Gateway = record.Internal ? "" : ipv6.Subnet.Gateway,
            };
        }
        catch
        {
            if (four is { } taken)
            {
                network.Return(taken.Address);
            }

            throw;
        }
    }

    /// <summary>A link's name: what the endpoint asks for, or the network's prefix and a number.</summary>
    public static string LinkName(EndpointSettings asked, string otherwise) =>
        asked.DriverOpts?.GetValueOrDefault(OptionLinkName) is { Length: > 0 } named ? named : otherwise;

    /// <summary>The host's side of some endpoints: one datagram.</summary>
    /// <param name="endpoints">Endpoints and their networks.</param>
    /// <param name="there">The container's namespace.</param>
    public void Add(IReadOnlyList<(EndpointRecord Endpoint, NetworkState Network)> endpoints, SafeFileHandle there)
    {
        var batch = kernel.Batch;
        batch.Clear();
        foreach (var (endpoint, network) in endpoints)
        {
            foreach (var address in endpoint.Addresses)
            {
                if (network.Leaving.Remove(address, out string? link))
                {
                    batch.BlockBridgePort(link);
                }
            }

            batch.AddVeth(
                endpoint.Veth, network.BridgeIndex, names.Containers, network.Mtu,
                new VethPeer(there, endpoint.Link, PhysicalAddress.Parse(endpoint.MacAddress)));
            batch.BridgePortUp(endpoint.Veth, network.Isolated);
        }

        kernel.Route.Send(batch);
    }

    /// <summary>The container's side of its first endpoints: one datagram.</summary>
    /// <param name="inside">A socket in its namespace.</param>
    /// <param name="record">The container, with its endpoints in the order in which their links were made.</param>
    /// <param name="untouched">No link was made there before: they are numbered from 2 on. Otherwise they are looked up.</param>
    public static void Configure(NetlinkSocket inside, ContainerNetworkRecord record, bool untouched)
    {
        var linked = record.Endpoints.Where(e => e.Link.Length > 0).ToList();
        var batch = new NetlinkBatch();
        int[] indexes = [.. linked.Select((e, i) => untouched ? FirstLink + i : inside.IndexOfLink(batch, e.Link))];
        batch.LinkUp(Loopback, linkLocal: true);
        for (int i = 0; i < linked.Count; i++)
        {
            Up(batch, linked[i], indexes[i]);
            AddRoutes(batch, record, linked[i], indexes[i]);
        }

        inside.Send(batch);
    }

    /// <summary>The container's side of one more endpoint, or of one fewer: default routes move with the gateway.</summary>
    public static void Reconfigure(NetlinkSocket inside, ContainerNetworkRecord before, ContainerNetworkRecord after)
    {
        var batch = new NetlinkBatch();
        var indexes = after.Endpoints.Where(e => e.Link.Length > 0)
            .ToDictionary(e => e.EndpointId, e => inside.IndexOfLink(batch, e.Link));
        foreach (var added in after.Endpoints.ExceptBy(before.Endpoints.Select(e => e.EndpointId), e => e.EndpointId).Where(e => e.Link.Length > 0))
        {
            Up(batch, added, indexes[added.EndpointId]);
        }

        foreach (bool six in (ReadOnlySpan<bool>)[false, true])
        {
            var (old, now) = (before.GatewayEndpoint(six), after.GatewayEndpoint(six));
            if (old?.EndpointId == now?.EndpointId)
            {
                continue;
            }

            if (old is not null && indexes.TryGetValue(old.EndpointId, out int oldIndex))
            {
                batch.DeleteDefaultRoute(Gateway(old, six), oldIndex).Tolerate(Errno.ESRCH);
            }

            if (now is not null)
            {
                batch.AddDefaultRoute(Gateway(now, six), indexes[now.EndpointId]);
            }
        }

        inside.Send(batch);
    }

    /// <summary>Takes an endpoint's link away, from the inside, and waits until it is gone.</summary>
    public static void Remove(NetlinkSocket inside, EndpointRecord endpoint) =>
        inside.Send(new NetlinkBatch().DeleteLink(endpoint.Link).Tolerate(Errno.ENODEV));

    /// <summary>Takes endpoints' links away that could not be finished.</summary>
    public void Undo(IEnumerable<EndpointRecord> endpoints)
    {
        var batch = kernel.Batch;
        batch.Clear();
        foreach (var endpoint in endpoints.Where(e => e.Veth.Length > 0))
        {
            batch.DeleteLink(endpoint.Veth).Tolerate(Errno.ENODEV);
        }

        kernel.Route.Send(batch);
    }

    private static void Up(NetlinkBatch batch, EndpointRecord endpoint, int index)
    {
        batch.LinkUp(index, linkLocal: false);
        if (endpoint.Address4 is { } four)
        {
            batch.AddAddress(index, four, endpoint.IPv4Prefix);
        }

        if (endpoint.Address6 is { } six)
        {
            batch.AddAddress(index, six, endpoint.IPv6Prefix)
                .AddAddress(index, PhysicalAddress.Parse(endpoint.MacAddress).ToLinkLocal(), LinkLocalPrefix);   // not on trial, as the kernel's own would be
        }
    }

    private static void AddRoutes(NetlinkBatch batch, ContainerNetworkRecord record, EndpointRecord endpoint, int index)
    {
        foreach (bool six in (ReadOnlySpan<bool>)[false, true])
        {
            if (record.GatewayEndpoint(six)?.EndpointId == endpoint.EndpointId)
            {
                batch.AddDefaultRoute(Gateway(endpoint, six), index);
            }
        }
    }

    private static IPAddress Gateway(EndpointRecord endpoint, bool six) => IPAddress.Parse(six ? endpoint.IPv6Gateway : endpoint.IPv4Gateway);

    private static IPAddress? Wanted(string? text) => string.IsNullOrEmpty(text) ? null : IPAddress.Parse(text);

    /// <summary>The first name of the network's kind for a link in a container, as <c>eth1</c>, that none of these takes.</summary>
    public static string NextName(IEnumerable<string> taken, NetworkState network)
    {
        var names = taken.ToHashSet(StringComparer.Ordinal);
        int number = 0;
        while (names.Contains($"{network.LinkPrefix}{number}"))
        {
            number++;
        }

        return $"{network.LinkPrefix}{number}";
    }
}
