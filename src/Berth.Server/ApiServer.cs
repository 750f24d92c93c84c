using Berth.Docker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Berth.Server;

/// <summary>
/// Serves the Docker Engine API v1.51 (and down to v1.24) over HTTP/1.1 on sockets that are given.
/// </summary>
/// <remarks>
/// Kestrel without host and container, as these cost 15 to 20 ms at start, on a transport of our own, as stock Kestrel can't
/// hand over a connection after a request with a body and drops one that is half closed.
/// </remarks>
public sealed class ApiServer : IAsyncDisposable
{
    // Kestrel overflows with an infinite time and then closes idle connections within a second.
    private static readonly TimeSpan Never = TimeSpan.FromDays(3650);

    private readonly KestrelServer _server;
    private readonly ApiApplication _application;

    /// <summary>Makes a server; it serves nothing before it is started.</summary>
    public ApiServer(ApiServerOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = true };

        // A slow reader of logs is no attack, an idle client's connection costs little, and archives have any size.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.KeepAliveTimeout = Never;
        kestrel.Limits.RequestHeadersTimeout = Never;

        // As Go's server: filters and credentials come in the request's head.
        kestrel.Limits.MaxRequestBufferSize = 4 << 20;
        kestrel.Limits.MaxRequestLineSize = 1 << 20;
        // A build's secrets come there too, a third longer than they are.
        kestrel.Limits.MaxRequestHeadersTotalSize = (1 << 20) + (BuildSecrets.MostSecrets / 3 * 4);
        foreach (var listener in options.Listeners)
        {
            kestrel.Listen(new ListenerEndPoint(listener), o => o.Protocols = HttpProtocols.Http1);
        }

        // Connections that are taken over for BuildKit's API come back by this door.
        var handoff = new HandoffEndPoint();
        kestrel.Listen(handoff, o => o.Protocols = HttpProtocols.Http2);
        _application = new ApiApplication(options, handoff, new BuildKitService(options));
        _server = new KestrelServer(Options.Create(kestrel), new SocketTransport(options.WatchHangup), NullLoggerFactory.Instance);
    }

    /// <summary>The requests that are being served, those with a stream that stays open among them.</summary>
    public int ActiveRequests => _application.Active;

    /// <summary>Begins to accept connections.</summary>
    public Task StartAsync(CancellationToken cancel = default) => _server.StartAsync<HttpContext>(_application, cancel);

    /// <summary>Accepts no more connections and lets requests end until the token is cancelled; then it cuts them off.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        await _server.StopAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }
}
