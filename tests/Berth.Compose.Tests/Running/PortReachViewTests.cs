using Berth.Docker;

namespace Berth.Compose.Tests.Running;

/// <summary>What <c>up</c> says of published ports.</summary>
public sealed class PortReachViewTests
{
    private static readonly PortReach s_port = new()
    {
        Container = "c1", Name = "web-1", Protocol = "tcp", ContainerPort = 80, HostIp = "0.0.0.0", HostPort = 8080, Mode = "guarded", Reach = "everyone", Certain = true,
    };

    [Fact]
    public void Both_families_are_one_line_where_the_same_holds_for_both() =>
        Assert.Equal(["Port 8080/tcp to web-1:80  reached by everyone"], Texts(s_port, s_port with { HostIp = "::" }));

    [Fact]
    public void A_port_of_one_family_is_one_line_without_its_address() => Assert.Equal(["Port 8080/tcp to web-1:80  reached by everyone"], Texts(s_port));

    [Fact]
    public void Families_of_which_something_else_holds_are_told_apart() => Assert.Equal(
        [
            "Port 0.0.0.0:8080/tcp to web-1:80  reached by everyone",
            "Port [::]:8080/tcp to web-1:80  reached by this host only: ufw closes it to others, this opens it: ufw allow 8080/tcp",
        ],
        Texts(s_port, s_port with { HostIp = "::", Reach = "host", Firewall = "ufw", Command = "ufw allow 8080/tcp" }));

    [Fact]
    public void Addresses_and_doubts_are_told() => Assert.Equal(
        [
            "Port 127.0.0.1:8080/tcp to web-1:80  reached by this host only",
            "Port [2001:db8::1]:8081/tcp to web-1:80  reached by the local network (as far as the firewall's rules can be read): iptables closes it to others, this opens it: x",
        ],
        Texts(s_port with { HostIp = "127.0.0.1", Reach = "host" }, s_port with { HostIp = "2001:db8::1", HostPort = 8081, Reach = "local", Certain = false, Firewall = "iptables", Command = "x" }));

    private static IEnumerable<string> Texts(params PortReach[] ports) => PortReachView.Lines(ports).Select(l => $"{l.Id}  {l.Text}");
}
