using System.Text;
using System.Text.Json;

namespace Berth.Docker;

/// <summary>
/// The seven interfaces over HTTP/1.1 to any engine that speaks the Docker Engine API. Connections are kept for the next call.
/// Where the dialed streams complete synchronously, so do the calls.
/// </summary>
/// <remarks>Not HttpClient, which can't take over a connection and half-close it, and costs a command line 2 to 3 ms and 5 MB.</remarks>
public sealed class DockerClient : IDisposable
{
    /// <summary>The highest version of the API that this client speaks.</summary>
    public const string MaxApiVersion = "1.51";

    private const int MaxIdle = 32;

    private readonly DockerClientOptions _options;
    private readonly Lock _lock = new();
    private readonly Stack<HttpConnection> _idle = new();
    private string? _version;
    private bool _disposed;

    /// <summary>Makes a client; it connects when it is first used.</summary>
    public DockerClient(DockerClientOptions options)
    {
        _options = options;
        _version = options.ApiVersion is { } version ? "/v" + version : null;
    }

    public IContainers Containers => field ??= new HttpContainers(this);

    public IExecs Execs => field ??= new HttpExecs(this);

    public IImages Images => field ??= new HttpImages(this);

    public IImageBuilder Builder => field ??= new HttpImageBuilder(this);

    public INetworks Networks => field ??= new HttpNetworks(this);

    public IVolumes Volumes => field ??= new HttpVolumes(this);

    public ISystem System => field ??= new HttpSystem(this);

    /// <summary>The API version that is spoken; null before the first call when it is to be asked for.</summary>
    public string? ApiVersion => _version?[2..];

    /// <summary>Closes the connections that wait for the next call.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_idle.TryPop(out var connection))
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>The JSON that the engine has under a path, as it sends it: what <c>inspect</c> prints. The path's parts are escaped here.</summary>
    /// <param name="parts">The parts between slashes: "containers", the name, "json".</param>
    /// <param name="query">One parameter that is a switch, or null.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ReadOnlyMemory<byte>> GetJsonAsync(IReadOnlyList<string> parts, string? query = null, CancellationToken cancel = default)
    {
        var path = new RequestPath("");
        foreach (var part in parts)
        {
            path.Then("/").Name(part);
        }

        if (query is not null)
        {
            path.With(query, true);
        }

        using var response = await SendAsync(new HttpRequest("GET", path), cancel).ConfigureAwait(false);
        return await response.ReadAllAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Sends a request and reads the response's head. An error status is thrown; 304 is not.</summary>
    internal async ValueTask<HttpResponse> SendAsync(HttpRequest request, CancellationToken cancel)
    {
        if (_version is null && !request.Unversioned)
        {
            await NegotiateAsync(cancel).ConfigureAwait(false);
        }

        var connection = await RentAsync(cancel).ConfigureAwait(false);
        var registration = cancel.UnsafeRegister(static c => ((HttpConnection)c!).Dispose(), connection);
        try
        {
            var response = connection.Used && request.Content is null
                ? await SendAgainAsync(connection, request).ConfigureAwait(false)
                : await ExchangeAsync(connection, request, cancel).ConfigureAwait(false);
            if (response is null)
            {
                connection.Dispose();
                connection = await DialAsync(cancel).ConfigureAwait(false);
                await registration.DisposeAsync().ConfigureAwait(false);
                registration = cancel.UnsafeRegister(static c => ((HttpConnection)c!).Dispose(), connection);
                response = await ExchangeAsync(connection, request, cancel).ConfigureAwait(false);
            }

            connection.Used = true;
            return response.Status >= 400 ? throw await ErrorAsync(response, request, cancel).ConfigureAwait(false) : response;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidDataException)
        {
            connection.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw Broken(e);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request whose answer is one JSON value.</summary>
    internal async Task<T> GetAsync<T>(HttpRequest request, JsonReading.ReadValue<T> read, CancellationToken cancel)
    {
        using var response = await SendAsync(request, cancel).ConfigureAwait(false);
        return await ReadAsync(response, read, cancel).ConfigureAwait(false);
    }

    /// <summary>Reads the one JSON value that is a response's body.</summary>
    internal async Task<T> ReadAsync<T>(HttpResponse response, JsonReading.ReadValue<T> read, CancellationToken cancel)
    {
        try
        {
            var body = await response.ReadAllAsync(cancel).ConfigureAwait(false);
            return Parse(body.Span, read);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException or InvalidOperationException or FormatException)
        {
            throw Broken(e);
        }
    }

    /// <summary>Sends a request whose answer says no more than that it is done; false when there was nothing to do (304).</summary>
    internal async Task<bool> DoAsync(HttpRequest request, CancellationToken cancel)
    {
        using var response = await SendAsync(request, cancel).ConfigureAwait(false);
        if (response.Status != 304)
        {
            await response.ReadAllAsync(cancel).ConfigureAwait(false);
        }

        return response.Status != 304;
    }

    /// <summary>Sends a request whose answer is a stream of progress, and throws the error that it ends with.</summary>
    internal async Task ProgressAsync(HttpRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel)
    {
        using var response = await SendAsync(request, cancel).ConfigureAwait(false);
        var messages = new JsonStream(response.Body);
        try
        {
            while (await messages.NextAsync(ApiReader.ProgressMessage, cancel).ConfigureAwait(false) is { } message)
            {
                if (message.ErrorDetail is not null || message.Error is not null)
                {
                    throw new DockerException(DockerErrorKind.System, message.ErrorDetail?.Message ?? message.Error!) { Code = message.ErrorDetail?.Code ?? 0 };
                }

                progress.Report(message);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException)
        {
            throw Broken(e);
        }
    }

    /// <summary>Sends a request that takes the connection over.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tty">Whether there is a terminal; null: the response's content type says.</param>
    /// <param name="cancel">Gives up before the connection is taken over.</param>
    internal async Task<AttachedStream> HijackAsync(HttpRequest request, bool? tty, CancellationToken cancel)
    {
        var response = await SendAsync(request, cancel).ConfigureAwait(false);
        return new HijackedConnection(response.Connection, tty ?? !IsMultiplexed(response));
    }

    /// <summary>Whether a response's content type says that it is in frames.</summary>
    internal static bool IsMultiplexed(HttpResponse response) =>
        response.Head.Get("content-type"u8)?.StartsWith("application/vnd.docker.multiplexed-stream", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Whether content types tell frames from a terminal's output (from API 1.42 on).</summary>
    internal async ValueTask<bool> TellsMultiplexedAsync(CancellationToken cancel)
    {
        if (_version is null)
        {
            await NegotiateAsync(cancel).ConfigureAwait(false);
        }

        return Minor(_version.AsSpan(2)) >= 42;
    }

    private static int Minor(ReadOnlySpan<char> version) => int.TryParse(version[(version.IndexOf('.') + 1)..], out var minor) ? minor : 0;

    private static T Parse<T>(ReadOnlySpan<byte> body, JsonReading.ReadValue<T> read)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return read(ref reader);
    }

    private async ValueTask<DockerException> ErrorAsync(HttpResponse response, HttpRequest request, CancellationToken cancel)
    {
        using (response)
        {
            var body = await response.ReadAllAsync(cancel).ConfigureAwait(false);
            return new DockerException(DockerException.KindOf(response.Status), Message(body.Span) is { Length: > 0 } message
                ? message
                : $"request returned status {response.Status} for {request.Method} {_version}{request.Path}, check if the engine supports the requested API version");
        }
    }

    private static string Message(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.NextMember())
                {
                    if (reader.ValueTextEquals("message"u8))
                    {
                        return reader.Text() ?? "";
                    }

                    reader.SkipMember();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON: an engine of old or a proxy speaks plain text.
        }

        return Encoding.UTF8.GetString(body).Trim();
    }

    private async ValueTask NegotiateAsync(CancellationToken cancel)
    {
        var ping = await System.PingAsync(cancel).ConfigureAwait(false);
        var engine = ping.ApiVersion.Length > 0 ? ping.ApiVersion : "1.24";
        _version = "/v" + (Minor(engine) < Minor(MaxApiVersion) ? engine : MaxApiVersion);
    }

    private async ValueTask<HttpConnection> RentAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_idle.TryPop(out var connection))
            {
                return connection;
            }
        }

        return await DialAsync(cancel).ConfigureAwait(false);
    }

    private async ValueTask<HttpConnection> DialAsync(CancellationToken cancel)
    {
        try
        {
            return new HttpConnection(await _options.Dial(cancel).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OperationCanceledException and not DockerException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new DockerException(
                DockerErrorKind.Unreachable, $"Cannot connect to the Docker daemon at {_options.Endpoint}. Is the docker daemon running?", e);
        }
    }

    private void Release(HttpConnection connection, bool reusable)
    {
        if (reusable)
        {
            lock (_lock)
            {
                if (!_disposed && _idle.Count < MaxIdle)
                {
                    _idle.Push(connection);
                    return;
                }
            }
        }

        connection.Dispose();
    }

    // The engine may have closed a kept connection, or be a new one: null when the request can't have been taken and is to be sent anew.
    private async ValueTask<HttpResponse?> SendAgainAsync(HttpConnection connection, HttpRequest request)
    {
        try
        {
            await connection.SendAsync(request, _version ?? "", _options).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }

        try
        {
            return await ReceiveAsync(connection, request).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException && request.Method is "GET" or "HEAD")
        {
            return null;
        }
    }

    private async ValueTask<HttpResponse> ExchangeAsync(HttpConnection connection, HttpRequest request, CancellationToken cancel)
    {
        await connection.SendAsync(request, _version ?? "", _options).ConfigureAwait(false);
        if (request.Content is null)
        {
            return await ReceiveAsync(connection, request).ConfigureAwait(false);
        }

        // At the same time: the engine may answer while it still reads, or refuse without reading.
        var sending = Task.Run(() => connection.SendContentAsync(request.Content, cancel), cancel);
        var receiving = ReceiveAsync(connection, request, sending).AsTask();
        if (await Task.WhenAny(sending, receiving).ConfigureAwait(false) == sending && sending.IsFaulted && sending.Exception.InnerException is not IOException)
        {
            // The content can't be read.
            connection.Dispose();
            await sending.ConfigureAwait(false);
        }

        return await receiving.ConfigureAwait(false);
    }

    private async ValueTask<HttpResponse> ReceiveAsync(HttpConnection connection, HttpRequest request, Task? sending = null)
    {
        var head = await connection.ReadHeadAsync().ConfigureAwait(false) ?? throw new EndOfStreamException("unexpected EOF");
        var bodiless = request.Method == "HEAD" || head.Status is 101 or 204 or 304;
        var body = new HttpBody(connection, head, bodiless, (c, reusable) => Release(c, reusable && (sending is null || sending.IsCompletedSuccessfully)));
        return new HttpResponse(head, connection, body);
    }

    private DockerException Broken(Exception e) =>
        new(DockerErrorKind.Unreachable, $"error during connect: the engine at {_options.Endpoint} broke off: {e.Message}", e);
}
