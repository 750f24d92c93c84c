namespace Berth.Cli.Tests;

public sealed class EngineAddressTests
{
    private static readonly TlsOptions s_plain = new(false, false, null, null, null);

    [Theory]
    [InlineData("unix:///run/docker.sock", "Unix", "/run/docker.sock", 0)]
    [InlineData("tcp://host", "Tcp", "host", 2375)]
    [InlineData("tcp://host:1234", "Tcp", "host", 1234)]
    [InlineData("tcp://[::1]:1234", "Tcp", "::1", 1234)]
    [InlineData("https://host", "Tcp", "host", 2376)]
    [InlineData("host:1", "Tcp", "host", 1)]
    [InlineData("ssh://me@host:22", "Ssh", "me@host", 22)]
    [InlineData("ssh://host/", "Ssh", "host", 0)]
    public void Addresses_have_dockers_forms(string text, string kind, string target, int port)
    {
        var address = EngineAddress.Parse(text, s_plain);
        Assert.Equal((kind, target, port), (address.Kind.ToString(), address.Target, address.Port));
        Assert.False(address.StartIfMissing);
    }

    [Theory]
    [InlineData("foo://x"), InlineData("unix://"), InlineData("tcp://host:x"), InlineData("tcp://host:70000"), InlineData("ssh://-oProxyCommand=x")]
    public void Other_texts_are_no_address(string text) => Assert.StartsWith("unable to parse docker host", Assert.Throws<UsageException>(() => EngineAddress.Parse(text, s_plain)).Message, StringComparison.Ordinal);
}
