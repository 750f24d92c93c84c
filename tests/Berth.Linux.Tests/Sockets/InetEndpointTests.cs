using System.Net;

namespace Berth.Linux.Tests;

public class InetEndpointTests
{
    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4:53")]
    [InlineData("1.2.3.4:5353", "1.2.3.4:5353")]
    [InlineData("::1", "[::1]:53")]
    [InlineData("[::1]", "[::1]:53")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("::", "[::]:53")]
    [InlineData("2001:db8:0:0:1:0:0:1", "[2001:db8::1:0:0:1]:53")]
    [InlineData("fd00:0:0:1:2:3:4:5", "[fd00::1:2:3:4:5]:53")]
    [InlineData("1:2:3:4:5:6:7:8", "[1:2:3:4:5:6:7:8]:53")]
    [InlineData("::ffff:10.0.0.1", "[::ffff:a00:1]:53")]
    [InlineData("FE80::A", "[fe80::a]:53")]
    [InlineData("1::", "[1::]:53")]
    public void Addresses_are_read_and_shown(string text, string shown)
    {
        Assert.True(InetEndpoint.TryParse(text, 53, out InetEndpoint endpoint));
        Assert.Equal(shown, endpoint.ToString());
        IPEndPoint library = IPEndPoint.Parse(shown);
        Assert.Equal((library.Address, library.Port), (endpoint.ToAddress(), endpoint.Port));
        Assert.Equal(endpoint, new InetEndpoint(library.Address, library.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.4:x")]
    [InlineData("1.2.3.4:65536")]
    [InlineData(":::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    [InlineData("::1%eth0")]
    [InlineData("name")]
    [InlineData("1:2:3:4:5:6:7:")]
    public void Others_are_refused(string text) => Assert.False(InetEndpoint.TryParse(text, 53, out _));
}
