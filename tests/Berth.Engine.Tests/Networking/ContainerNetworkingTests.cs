using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine.Tests;

/// <summary>With the real kernel: containers on networks, seen from all sides.</summary>
public sealed class ContainerNetworkingTests
{
    private const string No = HostStage.No;

    [Fact]
    public void A_published_port_is_reached_from_everywhere_it_should_be() => HostStage.Run(stage =>
    {
        stage.Network("one", six: true);
        stage.Network("two", six: true);
        stage.Network("closed", isInternal: true);
        const string any = ":8080";
        var a = stage.Container("a", "one", ("80/tcp", any), ("80/udp", any), ("80/tcp", "127.0.0.1:8081"), ("80/udp", "127.0.0.1:8081"), ("80/tcp", "198.51.100.1:8082"), ("80/udp", "198.51.100.1:8082"));
        var b = stage.Container("b", "one");
        var c = stage.Container("c", "two");
        var d = stage.Container("d", "closed");
        var e = stage.Container("e", "closed");
        string a4 = a.Settings.Networks["one"].IPAddress, a6 = a.Settings.Networks["one"].GlobalIPv6Address;
        string gateway = a.Settings.Networks["one"].Gateway, c4 = c.Settings.Networks["two"].IPAddress;
        string b4 = b.Settings.Networks["one"].IPAddress;

        foreach (string protocol in (string[])["tcp", "udp"])
        {
            Assert.Equal(gateway, stage.Ask(null, protocol, "127.0.0.1", 8080));
            Assert.Contains(stage.Ask(null, protocol, "198.51.100.1", 8080), (string[])[gateway, "198.51.100.1"]);
            Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, protocol, "192.0.2.1", 8080));
            Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, protocol, "198.51.100.1", 8080));
            Assert.Equal("2001:db8::9", stage.Ask(stage.Outside, protocol, "2001:db8::1", 8080));
            Assert.NotEqual(No, stage.Ask(null, protocol, "2001:db8::1", 8080));
            Assert.Equal(gateway, stage.Ask(b.Namespace, protocol, "192.0.2.1", 8080));   // back into its network
            Assert.Equal(gateway, stage.Ask(a.Namespace, protocol, "192.0.2.1", 8080));   // to itself
            Assert.Equal(c4, stage.Ask(c.Namespace, protocol, "192.0.2.1", 8080));
            Assert.Equal(gateway, stage.Ask(null, protocol, "127.0.0.1", 8081));
            Assert.Equal(No, stage.Ask(stage.Outside, protocol, "192.0.2.1", 8081));
            Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, protocol, "198.51.100.1", 8082));
            Assert.Equal(No, stage.Ask(stage.Outside, protocol, "192.0.2.1", 8082));

            // What is not published.
            Assert.Equal(No, stage.Ask(stage.Outside, protocol, a4, 80));
            Assert.Equal(No, stage.Ask(stage.Outside, protocol, a6, 80));
            Assert.Equal(No, stage.Ask(c.Namespace, protocol, a4, 80));
            Assert.Equal(No, stage.Ask(c.Namespace, protocol, a6, 80));
            Assert.Equal(No, stage.Ask(c.Namespace, protocol, gateway, 8080));   // another network's bridge
            Assert.Equal(No, stage.Ask(d.Namespace, protocol, "192.0.2.1", 8080));

            // Neighbours and the way out.
            Assert.Equal(b4, stage.Ask(b.Namespace, protocol, a4, 80));
            Assert.Equal(e.Settings.Networks["closed"].IPAddress, stage.Ask(e.Namespace, protocol, d.Settings.Networks["closed"].IPAddress, 80));
        }

        stage.Serve(stage.Outside, 80);
        Assert.Equal("192.0.2.1", stage.Ask(a.Namespace, "tcp", "192.0.2.9", 80));
        Assert.Equal("2001:db8::1", stage.Ask(a.Namespace, "tcp", "2001:db8::9", 80));
        Assert.Equal(No, stage.Ask(d.Namespace, "tcp", "192.0.2.9", 80));
        Assert.Empty(stage.Failures);
    });

    [Fact]
    public void A_guarded_port_obeys_the_hosts_input_rules_and_an_open_one_does_not() => HostStage.Run(stage =>
    {
        stage.Network("one", six: true);
        stage.Container("a", "one", ("80/tcp", ":9090"), ("80/udp", ":9090"));
        var open = HostStage.Request("b", ("80/tcp", ":8080"));
        stage.Container(open with { NetworkMode = "one", Endpoints = new Dictionary<string, EndpointSettings> { ["one"] = new() }, OpenPorts = true });
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 9090));

        stage.AddForeignTable("firewall", NftHook.Input);
        foreach (string protocol in (string[])["tcp", "udp"])
        {
            Assert.Equal(No, stage.Ask(stage.Outside, protocol, "192.0.2.1", 9090));
        }

        Assert.Equal(No, stage.Ask(stage.Outside, "tcp", "2001:db8::1", 9090));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        stage.RemoveForeignTable("firewall");
        stage.AddForeignTable("firewall", NftHook.Input, (batch, family) =>
        {
            using (batch.Rule(family, "firewall", "judge", "allowed"))
            {
                batch.Transport(2, 2, 8).Compare(8, [0x23, 0x82]).Accept();
            }
        });
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 9090));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "udp", "192.0.2.1", 9090));
        Assert.Equal("192.0.2.9 60000", stage.Ask(stage.Outside, "udp", "192.0.2.1", 9090, 60_000));
        Assert.Equal("2001:db8::9", stage.Ask(stage.Outside, "tcp", "2001:db8::1", 9090));
    });

    [Fact]
    public void A_strict_reverse_path_check_lets_guarded_ports_through() => HostStage.Run(stage =>
    {
        Sysctl.Write("net/ipv4/conf/all/rp_filter", 1);
        stage.Container("a", "bridge", ("80/tcp", ":9090"));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 9090));
        Assert.Contains("routing rules", stage.InKernel());
        stage.Engine.Release(HostStage.Id("a"));
        stage.Engine.Dispose();
        Assert.Empty(stage.InKernel());
        stage.Engine = stage.NewEngine();
    });

    [Fact]
    public void Beside_a_forward_chain_that_drops_everything_works_and_is_put_back() => HostStage.Run(stage =>
    {
        stage.AddForeignTable("docker", NftHook.Forward);
        stage.Network("one");
        stage.Network("two");
        var a = stage.Container("a", "one", ("80/tcp", ":8080"));
        var c = stage.Container("c", "two");
        stage.Serve(stage.Outside, 80);
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal("192.0.2.1", stage.Ask(a.Namespace, "tcp", "192.0.2.9", 80));
        Assert.Equal(No, stage.Ask(c.Namespace, "tcp", a.Settings.Networks["one"].IPAddress, 80));

        stage.RemoveForeignTable("docker");
        stage.AddForeignTable("docker", NftHook.Forward);
        HostStage.Eventually(() => stage.InKernel().Contains("rule in Ip docker judge"), "the rule comes back");
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));

        // Somebody flushes everything, us included.
        string table = NetworkNames.Of(stage.Options).Table;
        stage.Netfilter.Commit(new NetlinkBatch().BeginNft().DeleteTable(NftFamily.Ip, table).DeleteTable(NftFamily.Ip6, table));
        HostStage.Eventually(() => stage.Netfilter.FamiliesOfTable(new NetlinkBatch(), table).Count == 2, "the tables come back");
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Empty(stage.Failures);
    });

    [Fact]
    public void Switching_forwarding_on_opens_nothing_else() => HostStage.Run(stage =>
    {
        using var beyond = NetworkNamespace.Create(() => new NetlinkSocket(NetlinkProtocol.Route), out var inside);
        var batch = new NetlinkBatch();
        stage.Route.Send(batch.AddVeth("out1", 0, 0, 1500, new VethPeer(beyond, "eth0", System.Net.NetworkInformation.PhysicalAddress.Parse("02:00:00:00:00:08")))
            .LinkUp("out1", linkLocal: true));
        stage.Route.Send(batch.AddAddress(stage.Route.IndexOfLink(batch, "out1"), System.Net.IPAddress.Parse("203.0.113.1"), 24));
        inside.Send(batch.LinkUp(1, linkLocal: true).LinkUp(2, linkLocal: true).AddAddress(2, System.Net.IPAddress.Parse("203.0.113.9"), 24)
            .AddDefaultRoute(System.Net.IPAddress.Parse("203.0.113.1"), 2));
        inside.Dispose();
        stage.Serve(beyond, 80);
        Assert.Equal(No, stage.Ask(stage.Outside, "tcp", "203.0.113.9", 80));

        var a = stage.Container("a", "bridge", ("80/tcp", ":8080"));
        Assert.Equal(1, Sysctl.Read("net/ipv4/ip_forward"));
        Assert.Equal("203.0.113.1", stage.Ask(a.Namespace, "tcp", "203.0.113.9", 80));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal(No, stage.Ask(stage.Outside, "tcp", "203.0.113.9", 80));

        stage.Engine.Release(HostStage.Id("a"));
        stage.Engine.Dispose();
        Assert.Equal(0, Sysctl.Read("net/ipv4/ip_forward"));
        stage.Engine = stage.NewEngine();
    });

    [Fact]
    public void Nothing_is_in_the_kernel_before_and_after() => HostStage.Run(stage =>
    {
        Assert.Empty(stage.InKernel());
        stage.Network("one", six: true);
        stage.Container("a", "one", ("80/tcp", ":8080"));
        stage.Container("b", "bridge", ("80/udp", ":8080"));
        stage.AddForeignTable("docker", NftHook.Output);
        HostStage.Eventually(() => stage.InKernel().Contains("rule in Ip6 docker judge"), "the rule comes");
        Assert.NotEmpty(stage.InKernel());
        stage.Engine.Release(HostStage.Id("a"));
        stage.Engine.Release(HostStage.Id("b"));
        stage.Engine.Dispose();
        Assert.Equal([], stage.InKernel());
        Assert.Contains("one", (stage.Engine = stage.NewEngine()).Networks.List(Filters.Empty).Select(n => n.Name));
    });

    [Fact]
    public void With_the_last_network_goes_everything_and_with_the_next_it_is_back() => HostStage.Run(stage =>
    {
        for (int round = 0; round < 3; round++)
        {
            stage.Network("one", six: true);
            stage.Network("two");
            using (stage.Container("a", "one", ("80/tcp", ":8080")))
            {
                Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
            }

            stage.Engine.Release(HostStage.Id("a"));
            stage.Engine.Networks.Remove("one");
            Assert.Contains("ip_forward", stage.InKernel());
            stage.Engine.Networks.Remove("two");
            if (round > 0)
            {
                // A little later; but the stage's servers keep the containers' namespaces, with their links.
                HostStage.Eventually(() => stage.InKernel().All(what => what.StartsWith("link veth", StringComparison.Ordinal)), "everything goes");
            }
        }

        Assert.Empty(stage.Failures);
    });

    [Fact]
    public void A_first_bridge_that_cannot_be_made_leaves_nothing() => HostStage.Run(stage =>
    {
        var batch = new NetlinkBatch();
        string bridge = NetworkNames.Of(stage.Options).DefaultBridge;
        stage.Route.Send(batch.AddBridge(bridge, 0, System.Net.NetworkInformation.PhysicalAddress.Parse("02:00:00:00:00:08"), 1500));

        Assert.Contains($"this host has a link {bridge} already", Assert.Throws<DockerException>(() => stage.Container("a", "bridge")).Message, StringComparison.Ordinal);

        HostStage.Eventually(() => stage.InKernel().SequenceEqual([$"link {bridge}"]), "only the other's link stays");
        stage.Route.Send(batch.DeleteLink(bridge));
        stage.Container("a", "bridge", ("80/tcp", ":8080"));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
    });

    [Fact]
    public void A_container_is_two_route_datagrams_and_one_change_of_the_packet_filter() => HostStage.Run(stage =>
    {
        stage.Network("one");
        stage.Container("a", "one", ("80/tcp", ":8080"));
        int route = stage.Engine.Kernel.Route.Datagrams, netfilter = stage.Engine.Kernel.Netfilter.Datagrams;
        stage.Container("b", "one", ("80/tcp", ":8081"), ("81/tcp", ":8082"), ("82/tcp", ":8083"));
        Assert.Equal((1, 1), (stage.Engine.Kernel.Route.Datagrams - route, stage.Engine.Kernel.Netfilter.Datagrams - netfilter));
        stage.Container("c", "one");
        Assert.Equal((2, 1), (stage.Engine.Kernel.Route.Datagrams - route, stage.Engine.Kernel.Netfilter.Datagrams - netfilter));
        stage.Engine.Release(HostStage.Id("b"));
        Assert.Equal((2, 2), (stage.Engine.Kernel.Route.Datagrams - route, stage.Engine.Kernel.Netfilter.Datagrams - netfilter));
    });

    [Fact]
    public void A_new_engine_takes_over_what_runs_and_removes_the_rest() => HostStage.Run(stage =>
    {
        stage.Network("one", six: true);
        stage.Network("idle");
        var a = stage.Container("a", "one", ("80/tcp", ":8080"));
        stage.Container("b", "one", ("80/tcp", ":8081"));
        var killed = stage.Engine;   // not disposed: its process is gone

        stage.Engine = stage.NewEngine();
        Assert.Null(stage.Engine.Adopt(HostStage.Id("nobody")));
        var settings = stage.Engine.Adopt(HostStage.Id("a"))!;
        Assert.Equal(a.Settings.Networks["one"].IPAddress, settings.Networks["one"].IPAddress);
        Assert.Equal("8080", settings.Ports["80/tcp"]![0].HostPort);
        var said = stage.Engine.Sweep();
        Assert.Contains(said, s => s.StartsWith("removed link veth", StringComparison.Ordinal));
        Assert.Contains(said, s => s.StartsWith("removed bridge br-", StringComparison.Ordinal));
        Assert.Contains(said, s => s.StartsWith("released the network of container", StringComparison.Ordinal));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal(No, stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8081));

        // The address of b is free again, that of a is not.
        var c = stage.Container("c", "one", ("80/tcp", ":8082"));
        Assert.NotEqual(a.Settings.Networks["one"].IPAddress, c.Settings.Networks["one"].IPAddress);
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8082));
        var refused = Assert.Throws<DockerException>(() => stage.Engine.Networks.Remove("one"));
        Assert.Contains("has active endpoints (name:\"a\" id:\"", refused.Message, StringComparison.Ordinal);
        killed.Dispose();
    });

    [Fact]
    public void An_address_goes_to_the_next_container_although_the_last_ones_link_is_there() => HostStage.Run(stage =>
    {
        stage.Network("one");
        var a = stage.Container("a", "one");
        var b = stage.Container("b", "one");
        Assert.NotEqual(No, stage.Ask(b.Namespace, "tcp", a.Settings.Networks["one"].IPAddress, 80));
        stage.Engine.Release(HostStage.Id("a"));   // its namespace is held by the test
        var c = stage.Container("c", "one");
        Assert.Equal(a.Settings.Networks["one"].IPAddress, c.Settings.Networks["one"].IPAddress);
        Assert.Equal(a.Settings.Networks["one"].MacAddress, c.Settings.Networks["one"].MacAddress);
        var only = NetworkNamespace.Enter(c.Namespace!, () =>
        {
            var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 81);
            server.Start();
            return server;
        });
        for (int i = 0; i < 3; i++)
        {
            using var client = NetworkNamespace.Enter(b.Namespace!, () => new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp));
            Assert.True(client.ConnectAsync(c.Settings.Networks["one"].IPAddress, 81).Wait(2000), "the new container hears, not the old");
        }

        only.Dispose();
    });

    [Fact]
    public void Networks_are_connected_and_disconnected_while_the_container_runs() => HostStage.Run(stage =>
    {
        stage.Network("inner", isInternal: true);
        stage.Network("one");
        stage.Network("two", six: true);
        var a = stage.Container("a", "inner", ("80/tcp", ":8080"));
        var b = stage.Container("b", "two");
        Assert.Empty(a.Ports);
        Assert.Contains("discarded", Assert.Single(a.Warnings), StringComparison.Ordinal);

        using var first = stage.Engine.Connect(HostStage.Id("a"), a.Namespace!, "one", new EndpointSettings { Aliases = ["alias"] });
        stage.Await(first.Settings);
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal(2, first.Ports!.Count);
        Assert.Equal(2, first.Sockets.Count);
        Assert.Equal(["a", "alias", HostStage.Id("a")[..12]], first.Settings.Networks["one"].DNSNames);

        // A network with both families is preferred: ports and routes move.
        using var second = stage.Engine.Connect(HostStage.Id("a"), a.Namespace!, "two", null);
        stage.Await(second.Settings);
        Assert.Empty(second.Sockets);
        Assert.Equal(second.Settings.Networks["two"].IPAddress, second.Ports![0].TargetAddress);
        Assert.Equal(second.Settings.Networks["two"].GlobalIPv6Address, second.Ports[1].TargetAddress);
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal("2001:db8::9", stage.Ask(stage.Outside, "tcp", "2001:db8::1", 8080));
        Assert.NotEqual(No, stage.Ask(b.Namespace, "tcp", second.Settings.Networks["two"].IPAddress, 80));
        Assert.Contains(second.Settings.Networks["two"].IPAddress + "\t", second.Hosts, StringComparison.Ordinal);

        Assert.Equal("endpoint with name a already exists in network two", Assert.Throws<DockerException>(() => stage.Engine.Connect(HostStage.Id("a"), a.Namespace!, "two", null)).Message);
        using var third = stage.Engine.Disconnect(HostStage.Id("a"), a.Namespace!, "two");
        stage.Await(third.Settings);
        Assert.Equal(No, stage.Ask(b.Namespace, "tcp", second.Settings.Networks["two"].IPAddress, 80));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        using var fourth = stage.Engine.Disconnect(HostStage.Id("a"), a.Namespace!, "one");
        Assert.Equal([], fourth.Ports!);
        Assert.Equal(No, stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.True(fourth.Resolver!.Internal);
    });

    [Fact]
    public void A_taken_port_names_its_holder_and_leaves_nothing_half_made() => HostStage.Run(stage =>
    {
        stage.Container("a", "bridge", ("80/tcp", ":8080"));
        stage.Serve(null, 8081);
        int links = stage.Route.ListLinks(new NetlinkBatch()).Count;
        var ours = Assert.Throws<DockerException>(() => stage.Container("b", "bridge", ("80/tcp", ":8090"), ("81/tcp", ":8080")));
        Assert.StartsWith("failed to set up container networking: driver failed programming external connectivity on endpoint b (", ours.Message, StringComparison.Ordinal);
        Assert.EndsWith("): Bind for 0.0.0.0:8080 failed: port is already allocated (by container a)", ours.Message, StringComparison.Ordinal);
        var theirs = Assert.Throws<DockerException>(() => stage.Container("b", "bridge", ("80/tcp", ":8081")));
        Assert.Contains("failed to bind host port for 0.0.0.0:8081:", theirs.Message, StringComparison.Ordinal);
        Assert.Contains($":80/tcp: address already in use (held by ", theirs.Message, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId}))", theirs.Message, StringComparison.Ordinal);
        Assert.Contains("cannot assign requested address", Assert.Throws<DockerException>(() => stage.Container("b", "bridge", ("80/tcp", "10.1.2.3:80"))).Message, StringComparison.Ordinal);
        Assert.Contains("only tcp and udp", Assert.Throws<DockerException>(() => stage.Container("b", "bridge", ("80/sctp", ":80"))).Message, StringComparison.Ordinal);

        Assert.Equal(links, stage.Route.ListLinks(new NetlinkBatch()).Count);
        Assert.Single(stage.Engine.Networks.Inspect("bridge").Containers);
        var range = stage.Container("b", "bridge", ("80/tcp", ":8080-8090"), ("81/tcp", ":"));
        Assert.Equal("8082", range.Settings.Ports["80/tcp"]![0].HostPort);   // 8080 and 8081 are taken
        Assert.Equal(["0.0.0.0", "::"], range.Settings.Ports["80/tcp"]!.Select(p => p.HostIp));
        Assert.True(int.Parse(range.Settings.Ports["81/tcp"]![0].HostPort, System.Globalization.CultureInfo.InvariantCulture) >= 1024);
        Assert.Equal(range.Settings.Ports["81/tcp"]![0].HostPort, range.Settings.Ports["81/tcp"]![1].HostPort);
    });

    [Fact]
    public void A_udp_client_that_never_pauses_is_led_to_the_new_target() => HostStage.Run(stage =>
    {
        stage.Network("one");
        stage.Network("two");
        var a = stage.Container("a", "one", ("80/udp", ":8080"));
        using var client = NetworkNamespace.Enter(stage.Outside, () => new System.Net.Sockets.UdpClient(System.Net.Sockets.AddressFamily.InterNetwork));
        client.Connect("192.0.2.1", 8080);
        client.Client.ReceiveTimeout = 1000;
        System.Net.IPEndPoint? from = null;
        client.Send([1]);
        Assert.NotEmpty(client.Receive(ref from));
        stage.Engine.Release(HostStage.Id("a"));
        Assert.Throws<DockerException>(() => stage.Container("b", "two", ("80/udp", ":8080")));   // the monitor's socket, here the test's, still holds it
        NetworkNamespace.Enter(a.Namespace!, () =>
        {
            using var inside = new NetlinkSocket(NetlinkProtocol.Route);
            inside.Send(new NetlinkBatch().DeleteLink("eth0"));
            return true;
        });
        a.Dispose();
        client.Send([1]);   // nobody answers, and the flow to the old target lives on
        stage.Container("b", "two", ("80/udp", ":8080"));
        HostStage.Eventually(() => Asked(client), "the new target answers");
    });

    [Fact]
    public void Engines_live_side_by_side() => HostStage.Run(stage =>
    {
        string root = Path.GetDirectoryName(stage.Options.Root)!;
        var options = stage.Options with { Root = Path.Combine(root, "other"), Run = Path.Combine(root, "other-run") };
        var other = stage.NewEngine(options);
        stage.Network("one");
        other.Networks.Create(new NetworkCreateRequest { Name = "one" });
        var a = stage.Container("a", "one", ("80/tcp", ":8080"));
        var first = stage.Engine;
        stage.Engine = other;
        var b = stage.Container("b", "one", ("80/tcp", ":8081"));
        Assert.NotEqual(a.Settings.Networks["one"].Gateway, b.Settings.Networks["one"].Gateway);
        var error = Assert.Throws<DockerException>(() => stage.Container("c", "one", ("80/tcp", ":8080")));
        Assert.Contains("address already in use", error.Message, StringComparison.Ordinal);
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8081));
        Assert.Equal(No, stage.Ask(b.Namespace, "tcp", a.Settings.Networks["one"].IPAddress, 80));
        Assert.NotEqual(No, stage.Ask(b.Namespace, "tcp", "192.0.2.1", 8080));

        // One ends; the other goes on.
        other.Release(HostStage.Id("b"));
        other.Dispose();
        stage.Engine = first;
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Equal([], stage.Netfilter.FamiliesOfTable(new NetlinkBatch(), NetworkNames.Of(options).Table));
    });

    [Fact]
    public void A_bridge_that_somebody_deleted_is_made_again() => HostStage.Run(stage =>
    {
        string id = stage.Network("one");
        stage.Route.Send(new NetlinkBatch().DeleteLink(NetworkNames.BridgeOf(id)));
        stage.Container("a", "one", ("80/tcp", ":8080"));
        Assert.Equal("192.0.2.9", stage.Ask(stage.Outside, "tcp", "192.0.2.1", 8080));
        Assert.Empty(stage.Failures);
    });

    [Fact]
    public void Networks_are_listed_found_and_removed_in_dockers_words() => HostStage.Run(stage =>
    {
        var networks = stage.Engine.Networks;
        string id = stage.Network("one", subnet: "10.77.0.0/24");
        Assert.Equal(["bridge", "host", "none", "one"], networks.List(Filters.Empty).Select(n => n.Name));
        Assert.Equal(["one"], networks.List(Filters.Empty.With("type", "custom")).Select(n => n.Name));
        Assert.Equal(["one"], networks.List(Filters.Empty.With("dangling", "true")).Select(n => n.Name));
        Assert.Equal(["none"], networks.List(Filters.Empty.With("driver", "null")).Select(n => n.Name));
        Assert.Equal(id, networks.Inspect(id[..5]).Id);
        Assert.Equal("network with name one already exists", Assert.Throws<DockerException>(() => stage.Network("one")).Message);
        Assert.Equal("network nosuch not found", Assert.Throws<DockerException>(() => networks.Inspect("nosuch")).Message);
        Assert.Equal("bridge is a pre-defined network and cannot be removed", Assert.Throws<DockerException>(() => networks.Remove("bridge")).Message);
        Assert.Equal(
            "invalid config for network one: invalid endpoint settings:\nno configured subnet or ip-range contain the IP address 10.78.0.9",
            Assert.Throws<DockerException>(() => stage.Engine.Validate("one", new Dictionary<string, EndpointSettings?> { ["one"] = new() { IPAMConfig = new() { IPv4Address = "10.78.0.9" } } })).Message);
        Assert.Equal(["one"], stage.Engine.Validate(id, null).Keys);
        var wanted = HostStage.Request("a") with { Endpoints = new Dictionary<string, EndpointSettings> { ["one"] = new() { IPAMConfig = new() { IPv4Address = "10.77.0.9" }, MacAddress = "02:42:00:00:00:05" } } };
        var a = stage.Container(wanted with { NetworkMode = "one" });
        Assert.Equal(("10.77.0.9", "02:42:00:00:00:05"), (a.Settings.Networks["one"].IPAddress, a.Settings.Networks["one"].MacAddress));
        Assert.Equal(
            "failed to set up container networking: Address already in use",
            Assert.Throws<DockerException>(() => stage.Container(wanted with { ContainerId = HostStage.Id("b"), Name = "b", NetworkMode = "one" })).Message);
        stage.Network("two");
        Assert.Equal(["two"], networks.Prune(Filters.Empty, _ => false).Select(n => n.Name));
        stage.Engine.Release(HostStage.Id("a"));
        Assert.Equal("one", networks.Remove("one").Name);
        HostStage.Eventually(() => !stage.InKernel().Contains($"link {NetworkNames.BridgeOf(id)}"), "the bridge goes");
    });

    private static bool Asked(System.Net.Sockets.UdpClient client)
    {
        try
        {
            System.Net.IPEndPoint? from = null;
            client.Send([1]);
            return client.Receive(ref from).Length > 0;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;   // what the host said when the port led nowhere
        }
    }

    [Fact]
    public void Modes_without_networks_have_a_place_in_inspect() => HostStage.Run(stage =>
    {
        using var none = stage.Engine.Prepare(HostStage.Request("n") with { NetworkMode = "none" });
        using var host = stage.Engine.Prepare(HostStage.Request("h") with { NetworkMode = "host" });
        Assert.NotNull(none.Namespace);
        Assert.Null(host.Namespace);
        Assert.Null(none.Resolver);
        Assert.Equal(["none"], none.Settings.Networks.Keys);
        Assert.Equal(64, host.Settings.Networks["host"].EndpointID.Length);
        Assert.Equal("n", stage.Engine.Networks.Inspect("none").Containers[HostStage.Id("n")].Name);
        Assert.Contains("nameserver 192.0.2.53\n", none.ResolvConf, StringComparison.Ordinal);
        Assert.Empty(stage.InKernel());
        stage.Engine.Release(HostStage.Id("n"));
        Assert.Empty(stage.Engine.Networks.Inspect("none").Containers);
    });

    [Fact]
    public void Names_are_published_for_the_monitors() => HostStage.Run(stage =>
    {
        stage.Network("one", six: true, subnet: "10.77.0.0/24");
        var a = HostStage.Request("a") with { NetworkMode = "one", Hostname = "web.example" };
        stage.Container(a with { Endpoints = new Dictionary<string, EndpointSettings> { ["one"] = new() { Aliases = ["web", "www"], IPAMConfig = new() { IPv4Address = "10.77.0.9" } } } });
        var b = stage.Container(HostStage.Request("b") with { NetworkMode = "one", Endpoints = new Dictionary<string, EndpointSettings> { ["one"] = new() { Aliases = ["web"] } } });
        string file = Assert.Single(b.Resolver!.Tables);
        string six = b.Settings.Networks["one"].GlobalIPv6Address;
        string first = six.Replace("::3", "::2", StringComparison.Ordinal);
        Assert.Equal(
            $"berth-names 1 one\na 10.77.0.9 {first}\nb 10.77.0.2 {six}\nweb 10.77.0.9 10.77.0.2 {first} {six}\nwww 10.77.0.9 {first}\n"
            + $"{HostStage.Id("a")[..12]} 10.77.0.9 {first}\nweb.example 10.77.0.9 {first}\n{HostStage.Id("b")[..12]} 10.77.0.2 {six}\n",
            File.ReadAllText(file));
        Assert.Equal(["192.0.2.53"], b.Resolver.Upstreams);
        stage.Engine.Rename(HostStage.Id("a"), "c");
        Assert.StartsWith("berth-names 1 one\nc 10.77.0.9", File.ReadAllText(file), StringComparison.Ordinal);
        stage.Engine.Release(HostStage.Id("a"));
        stage.Engine.Release(HostStage.Id("b"));
        Assert.False(File.Exists(file));
    });
}
