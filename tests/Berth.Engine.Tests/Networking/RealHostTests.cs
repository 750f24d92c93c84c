using System.Net;
using System.Net.Sockets;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine.Tests;

/// <summary>On the machine itself, beside whatever runs there (a dockerd with FORWARD policy DROP, if one does). It is left as it was.</summary>
public sealed class RealHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-host-").FullName;
    private readonly NetlinkBatch _batch = new();
    private readonly List<IDisposable> _owned = [];

    [Fact]
    public void A_container_reaches_out_and_its_published_port_is_reached()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/proc/sys/net/ipv4/ip_forward"), "needs root");
        var options = new NetworkingOptions
        {
            Root = Path.Combine(_folder, "root"), Run = Path.Combine(_folder, "run"), SubnetsFile = Path.Combine(_folder, "subnets"),
        };
        var before = State(options);
        var failures = new List<Exception>();
        using (var engine = new ContainerNetworking(options, TimeProvider.System, failures.Add))
        {
            engine.Networks.Create(new NetworkCreateRequest { Name = "one" });
            engine.Networks.Create(new NetworkCreateRequest { Name = "two" });
            var web = Prepare(engine, "web", "one", ("80/tcp", ""));
            var neighbour = Prepare(engine, "neighbour", "one");
            var stranger = Prepare(engine, "stranger", "two");
            Serve(web.Namespace!, 80, 81);
            int port = int.Parse(web.Settings.Ports["80/tcp"]![0].HostPort, System.Globalization.CultureInfo.InvariantCulture);
            string address = web.Settings.Networks["one"].IPAddress;

            Assert.True(Reaches(null, "127.0.0.1", port), "the host by 127.0.0.1");
            foreach (string own in HostAddresses())
            {
                Assert.True(Reaches(null, own, port), $"the host by {own}");
                Assert.True(Reaches(neighbour.Namespace, own, port), $"a neighbour by {own}");
                Assert.True(Reaches(stranger.Namespace, own, port), $"another network by {own}");
            }

            Assert.True(Reaches(neighbour.Namespace, address, 81), "a neighbour by the container's address");
            Assert.False(Reaches(stranger.Namespace, address, 80), "another network by the container's address");
            Assert.False(Reaches(null, "127.0.0.1", 81), "a port that is not published");
            if (NameServer() is { } server && Reaches(null, server, 53))
            {
                Assert.True(Reaches(web.Namespace, server, 53), $"the way out, to {server}");
            }

            foreach (string name in (string[])["web", "neighbour", "stranger"])
            {
                engine.Release(HostStage.Id(name));
            }

            engine.Networks.Remove("one");
            engine.Networks.Remove("two");
        }

        Assert.Empty(failures);
        Assert.Equal(before, State(options));
    }

    public void Dispose()
    {
        _owned.ForEach(o => o.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private NetworkSetup Prepare(ContainerNetworking engine, string name, string network, params IReadOnlyList<(string Port, string Host)> ports)
    {
        var setup = engine.Prepare(new ContainerNetworkRequest
        {
            ContainerId = HostStage.Id(name), Name = name, Hostname = name, NetworkMode = network,
            Endpoints = new Dictionary<string, EndpointSettings> { [network] = new() },
            PortBindings = ports.ToDictionary(p => p.Port, p => (IReadOnlyList<PortBinding>?)[new PortBinding { HostPort = p.Host }]),
        });
        _owned.Add(setup);
        return setup;
    }

    private void Serve(SafeFileHandle there, params IReadOnlyList<int> ports)
    {
        foreach (int port in ports)
        {
            var server = NetworkNamespace.Enter(there, () =>
            {
                var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return listener;
            });
            _owned.Add(server);
        }
    }

    private static bool Reaches(SafeFileHandle? from, string address, int port)
    {
        Socket Open() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var socket = from is null ? Open() : NetworkNamespace.Enter(from, Open);
        try
        {
            return socket.ConnectAsync(IPAddress.Parse(address), port).Wait(1500);
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    private static List<string> HostAddresses() => [.. System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
        .Where(n => n.OperationalStatus == System.Net.NetworkInformation.OperationalStatus.Up && n.Name.StartsWith('e'))
        .SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address)
        .Where(a => a.AddressFamily == AddressFamily.InterNetwork).Select(a => a.ToString())];

    private static string? NameServer() => File.ReadLines("/etc/resolv.conf")
        .Select(l => l.Split(' ')).FirstOrDefault(w => w is ["nameserver", var server] && IPAddress.TryParse(server, out var a) && !IPAddress.IsLoopback(a) && !a.IsIpv6())?[1];

    // What is ours in the kernel, and the switches that we may turn. What others do meanwhile is not looked at.
    private List<string> State(NetworkingOptions options)
    {
        var names = NetworkNames.Of(options);
        using var route = new NetlinkSocket(NetlinkProtocol.Route);
        using var netfilter = new NetlinkSocket(NetlinkProtocol.Netfilter);
        return
        [
            .. route.ListLinks(_batch).Where(l => l.Group >= names.Bridges && l.Group <= names.Containers).Select(l => l.Name),
            .. netfilter.FamiliesOfTable(_batch, names.Table).Select(f => $"table {f}"),
            .. netfilter.ListRulesWith(_batch, names.Comment).Select(r => $"rule in {r.Table} {r.Chain}"),
            $"ip_forward {Sysctl.Read("net/ipv4/ip_forward")}", $"ip6 forwarding {Sysctl.Read("net/ipv6/conf/all/forwarding")}",
        ];
    }
}
