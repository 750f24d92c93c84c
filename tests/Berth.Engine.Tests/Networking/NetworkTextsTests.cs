using System.Net;
using Berth.Docker;

namespace Berth.Engine.Tests;

public sealed class NetworkTextsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-texts-").FullName;

    [Fact]
    public void The_hosts_file_has_the_container_under_each_of_its_addresses()
    {
        var record = Record(new ContainerNetworkRequest
        {
            ContainerId = "0", Name = "web", Hostname = "foo.example.com", NetworkMode = "one", ExtraHosts = ["up:host-gateway", "db:10.0.0.9", "six:[::1]"], LinkedHosts = ["172.18.0.7\talias"],
        });
        string text = NetworkTexts.Hosts(record, IPAddress.Parse("172.18.0.1"));
        Assert.StartsWith("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n", text, StringComparison.Ordinal);
        Assert.EndsWith("172.18.0.1\tup\n10.0.0.9\tdb\n::1\tsix\n172.18.0.7\talias\n172.18.0.2\tfoo.example.com foo\nfd00::2\tfoo.example.com foo\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_extra_host_is_refused() =>
        Assert.Equal("bad format for add-host: \"nothing\"", Assert.Throws<DockerException>(() => NetworkTexts.ReadExtraHost("nothing")).Message);

    [Theory]
    [InlineData("nameserver 10.0.0.53\nsearch a.b c.d\noptions timeout:1\n", true, "nameserver 127.0.0.11\nsearch a.b c.d\noptions timeout:1 ndots:0\n", "10.0.0.53")]
    [InlineData("nameserver 127.0.0.53\n", true, "nameserver 127.0.0.11\noptions ndots:0\n", "127.0.0.53")]
    [InlineData("nameserver 10.0.0.53\nnameserver 127.0.0.1\noptions ndots:2\n", false, "nameserver 10.0.0.53\noptions ndots:2\n", "")]
    [InlineData("nameserver 10.0.0.53\noptions ndots:2\n", true, "nameserver 127.0.0.11\noptions ndots:2\n", "10.0.0.53")]
    [InlineData("", true, "nameserver 127.0.0.11\noptions ndots:0\n", "")]
    public void The_name_servers_are_the_hosts(string host, bool embedded, string text, string upstreams)
    {
        string file = Path.Combine(_folder, "resolv.conf");
        File.WriteAllText(file, host);
        var (made, servers) = NetworkTexts.ResolvConf(Request, embedded, file);
        Assert.EndsWith("\n\n" + text, made, StringComparison.Ordinal);
        Assert.Equal(upstreams, string.Join(',', servers));
    }

    [Fact]
    public void What_a_container_asks_for_replaces_what_the_host_has()
    {
        string file = Path.Combine(_folder, "resolv.conf");
        File.WriteAllText(file, "nameserver 10.0.0.53\nsearch a.b\noptions timeout:1\n");
        var (text, upstreams) = NetworkTexts.ResolvConf(Request with { Dns = ["1.1.1.1"], DnsSearch = ["."], DnsOptions = ["ndots:5"] }, embedded: true, file);
        Assert.EndsWith("\n\nnameserver 127.0.0.11\noptions ndots:5\n", text, StringComparison.Ordinal);
        Assert.Equal(["1.1.1.1"], upstreams);
    }

    [Fact]
    public void Ports_are_read_single_ones_first()
    {
        var request = Request with
        {
            PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?>
            {
                ["80/tcp"] = [new PortBinding { HostPort = "8000-8010" }], ["81/udp"] = [new PortBinding { HostPort = "0" }],
                ["82"] = [new PortBinding { HostIp = "127.0.0.1", HostPort = "82" }, new PortBinding { HostIp = "::1", HostPort = "82" }],
            },
            ExposedPorts = ["80/tcp", "90/tcp"], PublishAllPorts = true,
        };
        var ports = PortRequest.Read(request);
        Assert.Equal(["82 82", "82 82", "80 8000-8010", "81 ", "90 "], ports.Select(p => $"{p.ContainerPort} {p.Ports}"));
        Assert.Equal(["udp"], ports.Where(p => p.ContainerPort == 81).Select(p => p.Protocol));
        Assert.Throws<DockerException>(() => PortRequest.Read(Request with { PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["x"] = null } }));
        Assert.Throws<DockerException>(() => PortRequest.Read(Request with
        {
            PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80"] = [new PortBinding { HostIp = "nowhere" }] },
        }));
    }

    [Fact]
    public void Names_derive_from_the_root()
    {
        var own = NetworkNames.Of(new NetworkingOptions { Root = "/var/lib/berth/", Run = "/run/berth" });
        Assert.Equal(("berth", "berth0", "berth-way", "berth-back", 0xbe000000u), (own.Table, own.DefaultBridge, own.Way, own.Back, own.Bridges));
        var other = NetworkNames.Of(new NetworkingOptions { Root = "/srv/other", Run = "/run/other" });
        var third = NetworkNames.Of(new NetworkingOptions { Root = "/srv/third", Run = "/run/third" });
        Assert.NotEqual(other.Table, third.Table);
        Assert.NotEqual(other.Bridges & ~15u, third.Bridges & ~15u);
        Assert.NotEqual(own.Bridges & ~15u, other.Bridges & ~15u);
        Assert.Equal(0u, other.Bridges & 15);
        Assert.All((string[])[other.DefaultBridge, other.Way, other.Back], name => Assert.InRange(name.Length, 1, 15));
    }

    [Fact]
    public void Engines_side_by_side_know_each_others_subnets()
    {
        string file = Path.Combine(_folder, "subnets"), one = Path.Combine(_folder, "one"), two = Path.Combine(_folder, "two");
        SubnetRegister first = new(file), second = new(file);
        first.Reserve(one, others =>
        {
            Assert.Empty(others);
            File.WriteAllText(one, "");
            return [IPNetwork.Parse("172.18.0.0/16")];
        });
        second.Reserve(two, others =>
        {
            Assert.Equal(IPNetwork.Parse("172.18.0.0/16"), Assert.Single(others));
            File.WriteAllText(two, "");
            return [IPNetwork.Parse("172.19.0.0/16")];
        });
        File.Delete(one);   // its engine's folder was deleted: what it had is free
        second.Reserve(Path.Combine(_folder, "three"), others =>
        {
            Assert.Equal(IPNetwork.Parse("172.19.0.0/16"), Assert.Single(others));
            return [];
        });
        second.Forget(two);
        Assert.False(File.Exists(file));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ContainerNetworkRequest Request => new() { ContainerId = "0", Name = "web", Hostname = "web", NetworkMode = "bridge" };

    private static ContainerNetworkRecord Record(ContainerNetworkRequest request) => new()
    {
        Request = request, SandboxId = "0",
        Endpoints = [new EndpointRecord { EndpointId = "0", NetworkId = "0", NetworkName = "one", Link = "eth0", IPv4 = "172.18.0.2", IPv6 = "fd00::2", Asked = new EndpointSettings() }],
    };
}
