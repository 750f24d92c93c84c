using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Berth.Docker;
using Berth.Linux;
using Berth.Testing;

namespace Berth.Server.Tests;

/// <summary>A fake engine behind a server on a socket, and a client of it.</summary>
public sealed class ServedEngine : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-server-").FullName;
    private readonly HangupWatch _watch = new();
    private readonly ApiServer _server;

    private ServedEngine(bool tcp)
    {
        var listener = tcp
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(tcp ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen(512);
        EndPoint = listener.LocalEndPoint!;
        Engine.Images.Add("busybox");
        _server = new ApiServer(new ApiServerOptions
        {
            Containers = Engine.Containers,
            Execs = Engine.Execs,
            Images = Engine.Images,
            Builder = Engine.Builder,
            Networks = Engine.Networks,
            Volumes = Engine.Volumes,
            System = Engine.System,
            Listeners = [listener],
            WatchHangup = _watch.Watch,
            EngineVersion = "1.2.3",
            OnError = (request, e) => Errors.Add((request, e)),
        });
        Client = Connect();
    }

    public FakeEngine Engine { get; } = new();

    public DockerClient Client { get; }

    public List<(string Request, Exception Error)> Errors { get; } = [];

    public EndPoint EndPoint { get; }

    public string SocketPath => Path.Combine(_folder, "api.sock");

    public int ActiveRequests => _server.ActiveRequests;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ServedEngine> StartAsync(bool tcp = false)
    {
        var served = new ServedEngine(tcp);
        await served._server.StartAsync(Cancel);
        return served;
    }

    /// <summary>Another client.</summary>
    public DockerClient Connect(string? version = DockerClient.MaxApiVersion) => new(new DockerClientOptions
    {
        Dial = EndPoint is IPEndPoint ip ? SocketDialer.Tcp("127.0.0.1", ip.Port) : SocketDialer.Unix(SocketPath),
        Endpoint = "unix://" + SocketPath,
        ApiVersion = version,
    });

    /// <summary>A connection without a client.</summary>
    public RawConnection Open() => new(EndPoint);

    /// <summary>Makes a container, not started.</summary>
    public async Task<FakeContainer> CreateAsync(params string[] command) =>
        Engine.Containers.Find((await Client.Containers.CreateAsync(
            null, null, new ContainerCreateRequest { Config = new ContainerConfig { Image = "busybox", Cmd = command, OpenStdin = true } }, Cancel)).Id);

    /// <summary>Waits until something is so, a short while.</summary>
    public static async Task EventuallyAsync(Func<bool> so, [CallerArgumentExpression(nameof(so))] string? what = null)
    {
        for (var i = 0; i < 500 && !so(); i++)
        {
            await Task.Delay(10, Cancel);
        }

        Assert.True(so(), what);
    }

    public Task StopAsync(CancellationToken cancel) => _server.StopAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _watch.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
