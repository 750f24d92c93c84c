using System.Net;
using System.Net.Http.Headers;

namespace Berth.Server;

/// <summary>
/// A client's session (BuildKit's <c>/session</c>): over the connection that it opened, the engine calls back for files, credentials and secrets.
/// </summary>
internal sealed class BuildSession : IDisposable
{
    private readonly HttpClient _client;
    private readonly HashSet<string> _methods;

    /// <param name="stream">The connection.</param>
    /// <param name="methods">What the client serves, as <c>/service/method</c>.</param>
    public BuildSession(Stream stream, IEnumerable<string> methods)
    {
        _methods = [.. methods];
        var handler = new SocketsHttpHandler
        {
            // There is one connection, and it can't be made again.
            ConnectCallback = (_, _) => new ValueTask<Stream>(stream),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            MaxConnectionsPerServer = 1,
            EnableMultipleHttp2Connections = false,
            UseProxy = false,
            UseCookies = false,
        };
        _client = new HttpClient(handler) { BaseAddress = new Uri("http://session"), Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    /// <summary>Whether the client serves a method.</summary>
    public bool Serves(string method) => _methods.Contains(method);

    /// <summary>Calls a method with one request and one answer.</summary>
    /// <exception cref="GrpcException">The client refused.</exception>
    /// <exception cref="IOException">The client has gone.</exception>
    public async Task<byte[]> CallAsync(string method, byte[] request, CancellationToken cancel)
    {
        using var exchange = Open(method, [], cancel);
        await exchange.SendAsync(request, cancel).ConfigureAwait(false);
        exchange.End();
        return await exchange.ReadAsync(cancel).ConfigureAwait(false) ?? [];
    }

    /// <summary>Opens a call with messages in both directions.</summary>
    public GrpcExchange Open(string method, IReadOnlyList<KeyValuePair<string, string>> metadata, CancellationToken cancel)
    {
        var content = new DuplexContent();
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in metadata)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return new GrpcExchange(_client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel), content);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
