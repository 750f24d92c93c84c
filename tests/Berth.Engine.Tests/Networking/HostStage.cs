using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine.Tests;

/// <summary>
/// A throw-away network namespace that plays the host (192.0.2.1, 198.51.100.1, 2001:db8::1), with another that plays an outside host (192.0.2.9,
/// 2001:db8::9) on its wire. Everything runs on the calling thread; namespaces end with their descriptors.
/// </summary>
internal sealed class HostStage : IDisposable
{
    public const string No = "no";

    private readonly NetlinkBatch _batch = new();
    private readonly List<IDisposable> _owned = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-net-").FullName;

    private HostStage()
    {
        Route = new NetlinkSocket(NetlinkProtocol.Route);
        Netfilter = new NetlinkSocket(NetlinkProtocol.Netfilter);
        Outside = NetworkNamespace.Create(() => new NetlinkSocket(NetlinkProtocol.Route), out var outside);
        Sysctl.Write("net/ipv4/ip_forward", 0);
        Sysctl.Write("net/ipv6/conf/all/forwarding", 0);
        Route.Send(_batch.LinkUp(1, linkLocal: true)
            .AddVeth("out0", 0, 0, 1500, new VethPeer(Outside, "eth0", PhysicalAddress.Parse("02:00:00:00:00:09"))).LinkUp("out0", linkLocal: true));
        int wire = Route.IndexOfLink(_batch, "out0");
        Route.Send(_batch.AddAddress(wire, IPAddress.Parse("192.0.2.1"), 24).AddAddress(1, IPAddress.Parse("198.51.100.1"), 32)
            .AddAddress(wire, IPAddress.Parse("2001:db8::1"), 64));
        outside.Send(_batch.LinkUp(1, linkLocal: true).LinkUp(2, linkLocal: true)
            .AddAddress(2, IPAddress.Parse("192.0.2.9"), 24).AddAddress(2, IPAddress.Parse("2001:db8::9"), 64)
            .AddDefaultRoute(IPAddress.Parse("192.0.2.1"), 2).AddDefaultRoute(IPAddress.Parse("2001:db8::1"), 2));
        outside.Dispose();
        File.WriteAllText(Path.Combine(_folder, "resolv.conf"), "nameserver 192.0.2.53\nsearch example.test\n");
        Engine = NewEngine();
    }

    public NetlinkSocket Route { get; }

    public NetlinkSocket Netfilter { get; }

    public SafeFileHandle Outside { get; }

    public ContainerNetworking Engine { get; set; }

    public List<Exception> Failures { get; } = [];

    public NetworkingOptions Options => new()
    {
        Root = Path.Combine(_folder, "root"), Run = Path.Combine(_folder, "run"), SubnetsFile = Path.Combine(_folder, "subnets"),
        ResolvConf = Path.Combine(_folder, "resolv.conf"),
    };

    /// <summary>Runs a test on a stage of its own.</summary>
    public static void Run(Action<HostStage> test)
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/proc/sys/net/ipv4/ip_forward"), "needs root");
        using var host = NetworkNamespace.Create<object?>(() =>
        {
            using var stage = new HostStage();
            test(stage);
            return null;
        }, out _);
    }

    public ContainerNetworking NewEngine(NetworkingOptions? options = null) => new(options ?? Options, TimeProvider.System, Failures.Add);

    /// <summary>A container that answers on port 80, TCP and UDP, with the address that it sees.</summary>
    public NetworkSetup Container(string name, string network, params IReadOnlyList<(string Port, string Host)> ports) =>
        Container(Request(name, ports) with { NetworkMode = network, Endpoints = new Dictionary<string, EndpointSettings> { [network] = new() } });

    public NetworkSetup Container(ContainerNetworkRequest request)
    {
        var setup = Engine.Prepare(request);
        _owned.Add(setup);
        Serve(setup.Namespace!, 80);
        Await(setup.Settings);
        return setup;
    }

    public static ContainerNetworkRequest Request(string name, params IReadOnlyList<(string Port, string Host)> ports) => new()
    {
        ContainerId = Id(name), Name = name, Hostname = Id(name)[..12], NetworkMode = "bridge",
        PortBindings = ports.GroupBy(p => p.Port).ToDictionary(
            g => g.Key, g => (IReadOnlyList<PortBinding>?)[.. g.Select(p => new PortBinding { HostIp = p.Host[..p.Host.LastIndexOf(':')], HostPort = p.Host[(p.Host.LastIndexOf(':') + 1)..] })]),
    };

    /// <summary>The id of a container of a name: the name's letters as numbers, and zeros.</summary>
    public static string Id(string name) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(name)).PadRight(64, '0');

    public string Network(string name, bool six = false, bool isInternal = false, string? subnet = null, Dictionary<string, string>? options = null) => Engine.Networks.Create(new NetworkCreateRequest
    {
        Name = name, EnableIPv6 = six, Internal = isInternal, Options = options,
        IPAM = subnet is null ? null : new NetworkIPAM { Config = [new IPAMConfig { Subnet = subnet }] },
    }).Id;

    /// <summary>What a client in a namespace (null: on the host) hears from a server: the address that the server saw, or "no".</summary>
    public string Ask(SafeFileHandle? from, string protocol, string address, int port, int size = 1)
    {
        var target = new IPEndPoint(IPAddress.Parse(address), port);
        bool tcp = protocol == "tcp";
        Socket Open() => new(target.AddressFamily, tcp ? SocketType.Stream : SocketType.Dgram, tcp ? ProtocolType.Tcp : ProtocolType.Udp);
        using var socket = from is null ? Open() : NetworkNamespace.Enter(from, Open);
        socket.ReceiveTimeout = 700;
        try
        {
            var connected = socket.ConnectAsync(target);
            if (!connected.Wait(700))
            {
                return No;
            }

            if (!tcp)
            {
                socket.Send(new byte[size]);
            }

            byte[] answer = new byte[100];
            return Encoding.ASCII.GetString(answer, 0, socket.Receive(answer)) is { Length: > 0 } text ? text : No;
        }
        catch (Exception e) when (e is SocketException or AggregateException)
        {
            return No;
        }
    }

    /// <summary>Waits until all links of a container carry: a busy machine's kernel takes its time over that, and who asks before asks again only after a second.</summary>
    public void Await(NetworkSettings settings)
    {
        foreach (var endpoint in settings.Networks.Values)
        {
            foreach (string address in (string[])[endpoint.IPAddress, endpoint.GlobalIPv6Address])
            {
                Eventually(() => address.Length == 0 || Ask(null, "tcp", address, 80) != No, $"the host reaches {address}");
            }
        }
    }

    /// <summary>A server on the host (null) or in a namespace.</summary>
    public void Serve(SafeFileHandle? there, int port)
    {
        (Socket Tcp, Socket Udp) Open()
        {
            var tcp = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
            tcp.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            tcp.Listen();
            var udp = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
            udp.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return (tcp, udp);
        }

        var (tcp, udp) = there is null ? Open() : NetworkNamespace.Enter(there, Open);
        _owned.Add(tcp);
        _owned.Add(udp);
        new Thread(() => AnswerTcp(tcp)) { IsBackground = true }.Start();
        new Thread(() => AnswerUdp(udp)) { IsBackground = true }.Start();
    }

    /// <summary>What of the engine's is in the kernel: links, tables, rules in others' chains, sysctls.</summary>
    public IReadOnlyList<string> InKernel()
    {
        var names = NetworkNames.Of(Options);
        var found = Route.ListLinks(_batch).Where(l => l.Name is not ("lo" or "out0")).Select(l => $"link {l.Name}").ToList();
        found.AddRange(Netfilter.FamiliesOfTable(_batch, names.Table).Select(f => $"table {f} {names.Table}"));
        found.AddRange(Netfilter.ListRulesWith(_batch, names.Comment).Select(r => $"rule in {r.Family} {r.Table} {r.Chain}"));
        if (Sysctl.Read("net/ipv4/ip_forward") != 0)
        {
            found.Add("ip_forward");
        }

        if (Sysctl.Read("net/ipv6/conf/all/forwarding") != 0)
        {
            found.Add("ip6 forwarding");
        }

        if (Route.MarksInRules(_batch, 0) != 0)
        {
            found.Add("routing rules");
        }

        return found;
    }

    /// <summary>A table of somebody else's that drops what is forwarded (or what comes in) unless a rule before accepts it.</summary>
    public void AddForeignTable(string name, NftHook hook, Action<NetlinkBatch, NftFamily>? accepts = null)
    {
        var batch = new NetlinkBatch().BeginNft();
        foreach (var family in (NftFamily[])[NftFamily.Ip, NftFamily.Ip6])
        {
            batch.AddTable(family, name).AddBaseChain(family, name, "judge", "filter", hook, 0);
            if (hook == NftHook.Input)
            {
                using (batch.Rule(family, name, "judge", "answers"))
                {
                    batch.TrackedState(8).Bits(8, 6).Compare(8, 0, not: true).Accept();
                }

                using (batch.Rule(family, name, "judge", "local"))
                {
                    batch.Meta(NftMeta.InputGroup, 8).Compare(8, 0, not: true).Accept();   // bridges; lo is of group 0 and judged below
                }

                using (batch.Rule(family, name, "judge", "neighbours"))
                {
                    batch.Meta(NftMeta.Protocol, 8).Compare(8, [(byte)58]).Accept();
                }

                accepts?.Invoke(batch, family);
            }

            using (batch.Rule(family, name, "judge", "the policy"))
            {
                batch.Drop();
            }
        }

        Netfilter.Commit(batch);
    }

    public void RemoveForeignTable(string name) =>
        Netfilter.Commit(new NetlinkBatch().BeginNft().DeleteTable(NftFamily.Ip, name).DeleteTable(NftFamily.Ip6, name));

    public static void Eventually(Func<bool> condition, string what) => Assert.True(SpinWait.SpinUntil(condition, 10_000), what);

    public void Dispose()
    {
        Engine.Dispose();
        _owned.ForEach(o => o.Dispose());
        Outside.Dispose();
        Route.Dispose();
        Netfilter.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AnswerTcp(Socket server)
    {
        try
        {
            while (true)
            {
                using var client = server.Accept();
                client.Send(Encoding.ASCII.GetBytes(Plain(client.RemoteEndPoint!)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private static void AnswerUdp(Socket server)
    {
        try
        {
            byte[] question = new byte[70_000];
            while (true)
            {
                EndPoint from = new IPEndPoint(IPAddress.IPv6Any, 0);
                int length = server.ReceiveFrom(question, ref from);
                server.SendTo(Encoding.ASCII.GetBytes(Plain(from) + (length > 1 ? $" {length}" : "")), from);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private static string Plain(EndPoint address) => ((IPEndPoint)address).Address is { IsIPv4MappedToIPv6: true } mapped ? $"{mapped.MapToIPv4()}" : $"{((IPEndPoint)address).Address}";
}
