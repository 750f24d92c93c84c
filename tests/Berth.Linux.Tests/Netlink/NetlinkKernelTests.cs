using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux.Tests;

/// <summary>With the real kernel, in namespaces that end with the test.</summary>
public sealed class NetlinkKernelTests
{
    private static readonly PhysicalAddress Mac = PhysicalAddress.Parse("02:42:0a:5a:00:02");

    private readonly NetlinkBatch _batch = new();

    [Fact]
    public void A_container_is_two_datagrams() => Inside(() =>
    {
        using var route = new NetlinkSocket(NetlinkProtocol.Route);
        route.Send(_batch.AddBridge("br1", 77, PhysicalAddress.Parse("02:42:0a:5a:00:01"), 1400).LinkUp("br1", linkLocal: true, (Ipv4LinkSetting.RouteLocalNet, 1)));
        int bridge = route.IndexOfLink(_batch, "br1");
        route.Send(_batch.AddAddress(bridge, IPAddress.Parse("10.90.0.1"), 24).AddAddress(bridge, IPAddress.Parse("fd00:90::1"), 64));
        Assert.Equal(1, Sysctl.Read("net/ipv4/conf/br1/route_localnet"));
        Assert.Contains(route.ListRoutes(_batch), r => r == new RouteInfo(IPNetwork.Parse("10.90.0.0/24"), bridge));
        Assert.Contains(route.ListRoutes(_batch), r => r == new RouteInfo(IPNetwork.Parse("fd00:90::/64"), bridge));

        int before = route.Datagrams;
        using var there = NetworkNamespace.Create(() => new NetlinkSocket(NetlinkProtocol.Route), out var inner);
        route.Send(_batch.AddVeth("v1", bridge, 78, 1400, new VethPeer(there, "eth0", Mac)).BridgePortUp("v1", isolated: false));
        inner.Send(_batch.LinkUp(1, linkLocal: true).LinkUp(2, linkLocal: false)
            .AddAddress(2, IPAddress.Parse("10.90.0.2"), 24).AddDefaultRoute(IPAddress.Parse("10.90.0.1"), 2));
        Assert.Equal((1, 1), (route.Datagrams - before, inner.Datagrams));
        inner.Dispose();

        Assert.Equal(Mac, NetworkNamespace.Enter(there, () => NetworkInterface.GetAllNetworkInterfaces().Single(n => n.Name == "eth0").GetPhysicalAddress()));
        Assert.Equal(1, NetworkNamespace.Enter(there, () => Sysctl.Read("net/ipv6/conf/eth0/addr_gen_mode")));
        Assert.Contains(route.ListLinks(_batch), l => l is { Name: "v1", Group: 78, Kind: "veth", Up: true } && l.Master == bridge);

        route.Send(_batch.BlockBridgePort("v1"));
        Assert.Equal("0", BroadcastFlood("v1", route));
        route.Send(_batch.DeleteLinkGroup(78));
        Assert.DoesNotContain(route.ListLinks(_batch), l => l.Name == "v1");
        Assert.Equal(Errno.ENODEV, Assert.Throws<LinuxException>(() => route.Send(_batch.DeleteLinkGroup(78))).Errno);
        route.Send(_batch.DeleteLinkGroup(78).Tolerate(Errno.ENODEV).DeleteLink("br1"));
        Assert.DoesNotContain(route.ListLinks(_batch), l => l.Name == "br1");
    });

    [Fact]
    public void An_error_names_the_step_and_the_other_messages_are_tried() => Inside(() =>
    {
        using var route = new NetlinkSocket(NetlinkProtocol.Route);
        var error = Assert.Throws<LinuxException>(() => route.Send(_batch.DeleteLink("nothere").AddBridge("br1", 1, Mac, 1500).DeleteLink("lo")));
        Assert.Equal((Errno.ENODEV, "delete link nothere"), (error.Errno, error.Call));
        Assert.NotEqual(0, route.IndexOfLink(_batch, "br1"));
        Assert.Equal(Errno.ENODEV, Assert.Throws<LinuxException>(() => route.IndexOfLink(_batch, "nothere")).Errno);
    });

    [Fact]
    public void Tables_come_and_go_in_one_piece() => Inside(() =>
    {
        using var netfilter = new NetlinkSocket(NetlinkProtocol.Netfilter);
        netfilter.Commit(Table(_batch.BeginNft(), "t"));
        Assert.Equal([NftFamily.Ip], netfilter.FamiliesOfTable(_batch, "t"));
        Assert.Equal(1, netfilter.Datagrams - 1);
        var chain = Assert.Single(netfilter.ListBaseChains(_batch));
        Assert.Equal(new NftChain(NftFamily.Ip, "t", "forward", "filter", NftHook.Forward, -1, false), chain);
        Assert.True(Assert.Single(netfilter.ListRulesWith(_batch, "a comment")).First);
        var (key, value) = Assert.Single(netfilter.ListElements(_batch, NftFamily.Ip, "t", "ports"));
        Assert.Equal([0, 80, 0, 0], key);
        Assert.Equal([10, 0, 0, 1], value);

        // An element that is there already undoes the whole batch.
        var error = Assert.Throws<LinuxException>(() => netfilter.Commit(_batch.BeginNft()
            .AddElement(NftFamily.Ip, "t", "ports", [0, 81, 0, 0], [10, 0, 0, 2]).AddElement(NftFamily.Ip, "t", "ports", [0, 80, 0, 0], [10, 0, 0, 2])));
        Assert.Equal(Errno.EEXIST, error.Errno);
        Assert.Single(netfilter.ListElements(_batch, NftFamily.Ip, "t", "ports"));
        netfilter.Commit(_batch.BeginNft().DeleteTable(NftFamily.Ip, "t"));
        Assert.Empty(netfilter.FamiliesOfTable(_batch, "t"));
    });

    [Fact]
    public async Task Changes_by_others_are_heard_and_ours_are_not()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        NftEvents events = null!;
        using var space = NetworkNamespace.Create(() =>
        {
            events = new NftEvents("mine");
            return new NetlinkSocket(NetlinkProtocol.Netfilter);
        }, out var netfilter);
        netfilter.Commit(Table(_batch.BeginNft(), "mine"));
        var heard = Task.Run(events.Wait, TestContext.Current.CancellationToken);
        netfilter.Commit(_batch.BeginNft().AddElement(NftFamily.Ip, "mine", "ports", [0, 81, 0, 0], [10, 0, 0, 2]));
        Assert.False(heard.IsCompleted);
        netfilter.Commit(Table(_batch.BeginNft(), "theirs"));
        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        heard = Task.Run(events.Wait, TestContext.Current.CancellationToken);
        events.Stop();
        while (await heard.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken))
        {
            heard = Task.Run(events.Wait, TestContext.Current.CancellationToken);
        }
        events.Dispose();
        netfilter.Dispose();
    }

    [Fact]
    public void Held_sockets_take_their_port_and_the_holder_is_found() => Inside(() =>
    {
        using var route = new NetlinkSocket(NetlinkProtocol.Route);
        route.Send(_batch.LinkUp(1, linkLocal: true));
        using var held = HeldSocket.Listen(new IPEndPoint(IPAddress.Any, 8080));
        using var six = HeldSocket.Listen(new IPEndPoint(IPAddress.IPv6Any, 8080));
        using var udp = HeldSocket.BindUdp(new IPEndPoint(IPAddress.Loopback, 8080));
        var taken = new IPEndPoint(IPAddress.Loopback, 8080);
        Assert.Equal(Errno.EADDRINUSE, Assert.Throws<LinuxException>(() => HeldSocket.Listen(taken)).Errno);
        Assert.Equal(Errno.EADDRINUSE, Assert.Throws<LinuxException>(() => HeldSocket.BindUdp(taken)).Errno);
        Assert.Contains($"(pid {Environment.ProcessId})", SocketHolder.Find("tcp", taken), StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", SocketHolder.Find("udp", taken), StringComparison.Ordinal);
        Assert.Null(SocketHolder.Find("tcp", new IPEndPoint(IPAddress.Loopback, 8081)));
    });

    [Fact]
    public void Udp_flows_are_forgotten_by_port() => Inside(() =>
    {
        using var route = new NetlinkSocket(NetlinkProtocol.Route);
        using var netfilter = new NetlinkSocket(NetlinkProtocol.Netfilter);
        route.Send(_batch.LinkUp(1, linkLocal: true));
        _batch.BeginNft().AddTable(NftFamily.Ip, "track").AddBaseChain(NftFamily.Ip, "track", "c", "filter", NftHook.Output, 0);
        using (_batch.Rule(NftFamily.Ip, "track", "c", "switches tracking on"))
        {
            _batch.TrackedState(8).Bits(8, 2).Accept();
        }
        netfilter.Commit(_batch);
        using var server = HeldSocket.BindUdp(new IPEndPoint(IPAddress.Loopback, 5300));
        using var client = new System.Net.Sockets.UdpClient(0, System.Net.Sockets.AddressFamily.InterNetwork);
        client.Send([1], new IPEndPoint(IPAddress.Loopback, 5300));
        Assert.Equal(0, netfilter.ForgetUdp(_batch, NftFamily.Ip, null, 5301));
        Assert.Equal(0, netfilter.ForgetUdp(_batch, NftFamily.Ip, IPAddress.Parse("10.0.0.1"), 5300));
        Assert.Equal(1, netfilter.ForgetUdp(_batch, NftFamily.Ip, IPAddress.Loopback, 5300));
        Assert.Equal(0, netfilter.ForgetUdp(_batch, NftFamily.Ip, null, 5300));
    });

    private static NetlinkBatch Table(NetlinkBatch batch, string table)
    {
        batch.AddTable(NftFamily.Ip, table).AddSet(NftFamily.Ip, table, "ports", NftType.Service, NftType.Ipv4)
            .AddElement(NftFamily.Ip, table, "ports", [0, 80, 0, 0], [10, 0, 0, 1]).AddBaseChain(NftFamily.Ip, table, "forward", "filter", NftHook.Forward, -1);
        using (batch.Rule(NftFamily.Ip, table, "forward", "a comment"))
        {
            batch.Meta(NftMeta.Mark, 8).Bits(8, 1).Compare(8, 1).Accept();
        }
        return batch;
    }

    private static string BroadcastFlood(string name, NetlinkSocket route)
    {
        // From a port's attributes: IFLA_LINKINFO, IFLA_INFO_SLAVE_DATA, IFLA_BRPORT_BCAST_FLOOD.
        string state = "";
        route.Ask(
            new NetlinkBatch().Message("look", LinkMessages.GetLink, 0).U8(0).U8(0).U16(0).U32(0).U32(0).U32(0).Attribute(LinkMessages.IfName, name),
            (_, message) =>
            {
                foreach (var attribute in new NetlinkAttributes(message[16..]))
                {
                    if (attribute.Type == LinkMessages.IfLinkInfo)
                    {
                        foreach (var info in attribute.Nested)
                        {
                            if (info.Type == 5)
                            {
                                foreach (var port in info.Nested)
                                {
                                    state = port.Type == 30 ? port.Value[0].ToString(System.Globalization.CultureInfo.InvariantCulture) : state;
                                }
                            }
                        }
                    }
                }
            });
        return state;
    }

    private static void Inside(Action test)
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using SafeFileHandle space = NetworkNamespace.Create<object?>(() =>
        {
            test();
            return null;
        }, out _);
    }
}
