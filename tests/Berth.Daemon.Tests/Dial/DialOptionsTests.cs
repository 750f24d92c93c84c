namespace Berth.Daemon.Tests;

public sealed class DialOptionsTests
{
    [Fact]
    public void Reads_all_options() =>
        Assert.Equal(
            new DialOptions("engine.test", 2376, true, false, "ca.pem", "cert.pem", "key.pem"),
            DialOptions.Read(["--host", "engine.test", "--port", "2376", "--tls", "--no-verify", "--ca", "ca.pem", "--cert", "cert.pem", "--key", "key.pem"]));

    [Fact]
    public void Verifies_unless_told() => Assert.True(DialOptions.Read(["--host", "h", "--port", "1", "--tls"]).Verify);

    [Theory]
    [InlineData("--host h")]
    [InlineData("--port 1")]
    [InlineData("--host h --port x")]
    [InlineData("--host h --port 70000")]
    [InlineData("--host h --port 1 --ca")]
    [InlineData("--host h --port 1 --other x")]
    public void Refuses_what_it_does_not_know(string words) => Assert.Throws<OptionException>(() => DialOptions.Read(words.Split(' ')));
}
