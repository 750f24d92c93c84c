namespace Berth.Cli.Tests;

public sealed class ProxySettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-cli-").FullName;

    [Fact]
    public void Each_proxy_is_there_in_great_and_in_small_letters()
    {
        var proxies = ProxySettings.Of(Config("""{"proxies": {"default": {"httpProxy": "http://p:1", "noProxy": "a,b", "ftpProxy": ""}}}"""), "unix:///x");
        Assert.Equal(["HTTP_PROXY=http://p:1", "NO_PROXY=a,b", "http_proxy=http://p:1", "no_proxy=a,b"], proxies.Select(p => p.Key + "=" + p.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_engines_own_proxies_stand_in_for_the_usual_ones()
    {
        var config = Config("""{"proxies": {"default": {"httpProxy": "http://usual"}, "tcp://far:1": {"allProxy": "http://own"}}}""");
        Assert.Equal("http://own", ProxySettings.Of(config, "tcp://far:1")["ALL_PROXY"]);
        Assert.False(ProxySettings.Of(config, "tcp://far:1").ContainsKey("HTTP_PROXY"));
        Assert.Equal("http://usual", ProxySettings.Of(config, "unix:///x")["HTTP_PROXY"]);
    }

    [Fact]
    public void What_the_caller_sets_or_takes_away_stays_so()
    {
        var proxies = ProxySettings.Of(Config("""{"proxies": {"default": {"httpProxy": "http://p"}}}"""), "unix:///x");
        Assert.Equal(["A=1", "HTTP_PROXY", "http_proxy=http://p"], ProxySettings.Added(["A=1", "HTTP_PROXY"], proxies)!);
        Assert.Null(ProxySettings.Added(null, ProxySettings.Of(Config("{}"), "unix:///x")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ClientConfig Config(string json)
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), json);
        return new ClientConfig(_folder);
    }
}
