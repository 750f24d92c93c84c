using System.Globalization;

namespace Berth.Server;

/// <summary>A gRPC call that is made, with messages in both directions.</summary>
internal sealed class GrpcExchange(Task<HttpResponseMessage> answer, DuplexContent sent) : IDisposable
{
    private HttpResponseMessage? _response;
    private Stream? _received;

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        // An answer before the request is on its way is a failure.
        if (await Task.WhenAny(sent.Stream, answer).ConfigureAwait(false) == answer)
        {
            await BeginAsync().ConfigureAwait(false);
        }

        var stream = await sent.Stream.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(GrpcFrames.Frame(message.Span), cancel).ConfigureAwait(false);
            await stream.FlushAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            // Who wants no message has answered: reading tells what.
            await BeginAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends no more.</summary>
    public void End() => sent.End();

    /// <summary>The next message; null at the end.</summary>
    /// <exception cref="GrpcException">The other side failed.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var received = await BeginAsync().ConfigureAwait(false);
        var message = await GrpcFrames.ReadAsync(received, cancel).ConfigureAwait(false);
        if (message is null)
        {
            Check(_response!);
        }

        return message;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sent.End();
        _received?.Dispose();
        _response?.Dispose();
    }

    // The answer's head comes with its first message.
    private async Task<Stream> BeginAsync()
    {
        try
        {
            _response ??= await answer.ConfigureAwait(false);
            return _received ??= await _response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"the client's session has ended: {e.Message}", e);
        }
    }

    private static void Check(HttpResponseMessage response)
    {
        var status = First(response, "grpc-status") ?? ((int)response.StatusCode == 200 ? "0" : "2");
        if (status != "0")
        {
            var message = Uri.UnescapeDataString(First(response, "grpc-message") ?? $"the client answered {(int)response.StatusCode}");
            throw new GrpcException(int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? (GrpcStatus)code : GrpcStatus.Unknown, message);
        }
    }

    // A call without a message has all in its head.
    private static string? First(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.First() : response.Headers.TryGetValues(name, out var headers) ? headers.First() : null;
}
