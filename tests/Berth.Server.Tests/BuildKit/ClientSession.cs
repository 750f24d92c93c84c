using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Berth.Server.Tests.BuildKit;

/// <summary>A client's side of a session: serves the files of a folder in memory, as buildx does.</summary>
internal sealed class ClientSession : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly Socket _socket;
    private Task _served = Task.CompletedTask;

    private ClientSession(Socket socket, HandoffEndPoint door)
    {
        _socket = socket;
        var options = new KestrelServerOptions();
        options.Listen(door, o => o.Protocols = HttpProtocols.Http2);
        _server = new KestrelServer(Options.Create(options), new SocketTransport((_, _, _) => throw new NotSupportedException()), NullLoggerFactory.Instance);
    }

    /// <summary>The files, by their paths; a value of null is a folder.</summary>
    public SortedDictionary<string, string?> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked for: the folder and its only path.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The paths whose content was asked for.</summary>
    public List<string> Sent { get; } = [];

    public static async Task<ClientSession> OpenAsync(ServedEngine served, string id)
    {
        var socket = await UpgradeAsync(served, "/session", $"X-Docker-Expose-Session-Uuid: {id}\r\nX-Docker-Expose-Session-Grpc-Method: {FileReceiver.Method}\r\n");
        var door = new HandoffEndPoint();
        var session = new ClientSession(socket, door);
        await session._server.StartAsync<HttpContext>(session, ServedEngine.Cancel);
        session._served = door.ServeAsync(new NetworkStream(socket), CancellationToken.None);
        return session;
    }

    /// <summary>Takes a connection over for HTTP/2.</summary>
    public static async Task<Socket> UpgradeAsync(ServedEngine served, string path, string headers = "")
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(served.EndPoint, ServedEngine.Cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n{headers}\r\n"), ServedEngine.Cancel);
        var head = new StringBuilder();
        for (var one = new byte[1]; !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(one, ServedEngine.Cancel) > 0;)
        {
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101 UPGRADED\r\n", head.ToString(), StringComparison.Ordinal);
        return socket;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(HttpContext context) => GrpcCall.ServeAsync(context, context.Request.Path == FileReceiver.Method ? SendFilesAsync : _ => throw new GrpcException(GrpcStatus.Unimplemented, "no"));

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _server.StopAsync(new CancellationToken(true));
        _server.Dispose();
        await _served;
    }

    private async Task SendFilesAsync(GrpcCall call)
    {
        var headers = call.Http.Request.Headers;
        var only = headers["followpaths"].ToString();
        Asked.Add($"{headers["dir-name"]} {only}".Trim());
        var files = Files.Where(file => only.Length == 0 || file.Key == only).ToArray();
        foreach (var (path, content) in files)
        {
            var mode = content is null ? (1L << 31) | 0x1ED : 0x1A4;
            await call.SendAsync(ProtoWriter.Message(packet => packet.Inner(2, stat => stat.Text(1, path).Number(2, mode).Number(5, content?.Length ?? 0))));
        }

        await call.SendAsync(ProtoWriter.Message(static _ => { }));
        while (await GrpcFrames.ReadAsync(call.Http.Request.Body, call.Cancel) is { } packet)
        {
            var (kind, number) = (0, 0);
            for (var reader = new ProtoReader(packet); reader.Next();)
            {
                (kind, number) = reader.Field == 1 ? ((int)reader.Number, number) : reader.Field == 3 ? (kind, (int)reader.Number) : (kind, number);
            }

            if (kind == 3)
            {
                await call.SendAsync(packet);
                return;
            }

            Sent.Add(files[number].Key);
            foreach (var part in files[number].Value!.Chunk(3).Append([]))
            {
                await call.SendAsync(ProtoWriter.Message(data => data.Number(1, 2).Number(3, number).Bytes(4, Encoding.UTF8.GetBytes(part))));
            }
        }
    }
}
