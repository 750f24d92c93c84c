using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Berth.EndToEnd;

/// <summary>Our command line on an engine that is reached over TCP: by option, by variable and by a context of the client's configuration.</summary>
public sealed class RemoteEngineTests(TestRegistry registry)
{
    [Fact]
    public async Task An_engine_is_reached_over_tcp_with_its_streams()
    {
        using var host = new BerthHost(registry);
        host.Berth("pull", "-q", "busybox").Succeeds();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var relay = RelayAsync(listener, host.Socket);
        string address = "tcp://" + listener.LocalEndpoint, folder = host.Folder("config");
        try
        {
            host.Berth("-H", address, "version", "--format", "{{.Server.APIVersion}}").Succeeds().Prints("1.51");
            Assert.Equal("in\n", With(host, folder, "DOCKER_HOST", address, "in\n", "run", "--rm", "-i", "busybox", "sh", "-c", "cat; exit 5").Exits(5).Output);

            string meta = Path.Combine(folder, "contexts", "meta", Convert.ToHexStringLower(SHA256.HashData("far"u8)));
            Directory.CreateDirectory(meta);
            await File.WriteAllTextAsync(Path.Combine(meta, "meta.json"), """{"Name": "far", "Metadata": {}, "Endpoints": {"docker": {"Host": "ADDRESS", "SkipTLSVerify": false}}}""".Replace("ADDRESS", address, StringComparison.Ordinal), TestContext.Current.CancellationToken);
            With(host, folder, "DOCKER_CONTEXT", "far", null, "run", "--rm", "busybox", "echo", "there").Succeeds().Prints("there");
            With(host, folder, "DOCKER_CONTEXT", "nowhere", null, "ps").Exits(1).Complains("context \"nowhere\": context not found");
        }
        finally
        {
            listener.Stop();
            await relay;
        }

        host.Berth("-H", address, "ps").Exits(1).Complains("Cannot connect to the Docker daemon at " + address);
    }

    [Fact]
    public void Proxies_of_the_configuration_reach_containers_and_builds()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("config");
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"proxies": {"default": {"httpProxy": "http://proxy.example:3128", "noProxy": "localhost"}}}""");
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM busybox\nRUN echo built with $http_proxy\n");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services:\n  a:\n    image: busybox\n    environment:\n      NO_PROXY: mine\n");
        With(host, folder, "A", "b", null, "run", "--rm", "-e", "HTTP_PROXY=", "busybox", "env").Succeeds().Prints("http_proxy=http://proxy.example:3128\n").Prints("HTTP_PROXY=\n").Prints("no_proxy=localhost\n");
        var build = With(host, folder, "A", "b", null, "build", folder).Succeeds();
        Assert.Contains("built with http://proxy.example:3128", build.Output + build.Error, StringComparison.Ordinal);
        With(host, folder, "A", "b", null, "compose", "--project-directory", folder, "run", "--rm", "a", "env").Succeeds().Prints("HTTP_PROXY=http://proxy.example:3128\n").Prints("NO_PROXY=mine\n");
    }

    private static CommandResult With(BerthHost host, string config, string name, string value, string? input, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(host.Environment) { ["DOCKER_CONFIG"] = config, [name] = value };
        if (name is "DOCKER_HOST" or "DOCKER_CONTEXT") environment["BERTH_RUN"] = environment["BERTH_ROOT"] = null;   // a private engine's folders would come first
        return Shell.Run("/", environment, input, TimeSpan.FromSeconds(60), [Repository.Berth, .. arguments]);
    }

    // Carries connections to the engine's socket, each direction to its own end.
    private static async Task RelayAsync(TcpListener listener, string socket)
    {
        while (true)
        {
            Socket outer;
            try
            {
                outer = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            var inner = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await inner.ConnectAsync(new UnixDomainSocketEndPoint(socket));
            _ = Task.WhenAll(CarryAsync(outer, inner), CarryAsync(inner, outer)).ContinueWith(_ => { outer.Dispose(); inner.Dispose(); }, TaskScheduler.Default);
        }
    }

    private static async Task CarryAsync(Socket from, Socket to)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is int count and > 0)
            {
                for (int sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side has gone.
        }
    }
}
