namespace Berth.Docker.Tests;

public sealed class PortSpecTests
{
    [Theory]
    [InlineData("80", ":→80/tcp")]
    [InlineData("8000:80", ":8000→80/tcp")]
    [InlineData("127.0.0.1:8000:80/udp", "127.0.0.1:8000→80/udp")]
    [InlineData("127.0.0.1::80", "127.0.0.1:→80/tcp")]
    [InlineData("[::1]:8000:80", "::1:8000→80/tcp")]
    [InlineData("8000-8001:80-81", ":8000→80/tcp :8001→81/tcp")]
    [InlineData("8000-8010:80", ":8000-8010→80/tcp")]
    [InlineData("3000-3001/SCTP", ":→3000/sctp :→3001/sctp")]
    public void Expands(string text, string expected) => Assert.Equal(
        expected, string.Join(' ', PortSpec.Parse(text).Expand().Select(p => $"{p.Binding.HostIp}:{p.Binding.HostPort}→{p.Port}")));

    [Theory]
    [InlineData("", "no port specified: <empty>")]
    [InlineData("x", "invalid containerPort: x")]
    [InlineData("8000:70000", "invalid containerPort: 70000")]
    [InlineData("y:80", "invalid hostPort: y")]
    [InlineData("80/icmp", "invalid proto: icmp")]
    [InlineData("host:80:80", "invalid IP address: host")]
    [InlineData("8000-8002:80-81", "invalid ranges specified for container and host Ports: 80-81 and 8000-8002")]
    public void Says_what_is_wrong(string text, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => PortSpec.Parse(text)).Message);
}
