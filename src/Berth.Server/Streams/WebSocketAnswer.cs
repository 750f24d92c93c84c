using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Berth.Docker;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>Answers with a web socket (RFC 6455) whose binary messages are a container's streams, without frames of ours.</summary>
internal static class WebSocketAnswer
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int BufferSize = 32 * 1024;

    /// <summary>Moves bytes until the output ends or the client has gone.</summary>
    public static async Task RunAsync(ApiCall call, string key, AttachedStream streams, bool takesInput)
    {
        await using (streams.ConfigureAwait(false))
        {
            var client = call.Http.Features.GetRequiredFeature<IHijackFeature>().Hijack();
            try
            {
                var head = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept(key)}\r\n\r\n";
                await client.WriteAsync(Encoding.ASCII.GetBytes(head), call.Cancel).ConfigureAwait(false);
                using var socket = WebSocket.CreateFromStream(client, new WebSocketCreationOptions { IsServer = true });
                using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel);
                var input = InputAsync(socket, streams, takesInput, over);
                await OutputAsync(streams, socket, over.Token).ConfigureAwait(false);
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, over.Token).ConfigureAwait(false);
                await over.CancelAsync().ConfigureAwait(false);
                await input.ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or WebSocketException)
            {
                // The client has gone, which detaches it.
            }
        }
    }

    // The handshake's answer is no secret: the standard says SHA-1.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350

    private static async Task OutputAsync(AttachedStream streams, WebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var frames = new StdCopyReader();
        int count;
        while ((count = await streams.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            ReadOnlyMemory<byte> data = buffer.AsMemory(0, count);
            if (!streams.Multiplexed)
            {
                await socket.SendAsync(data, WebSocketMessageType.Binary, endOfMessage: true, cancel).ConfigureAwait(false);
                continue;
            }

            while (frames.TryRead(ref data, out _, out var content))
            {
                await socket.SendAsync(content, WebSocketMessageType.Binary, endOfMessage: true, cancel).ConfigureAwait(false);
            }
        }
    }

    private static async Task InputAsync(WebSocket socket, AttachedStream streams, bool takesInput, CancellationTokenSource over)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), over.Token).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await over.CancelAsync().ConfigureAwait(false);
                    return;
                }

                if (takesInput)
                {
                    await streams.WriteAsync(buffer.AsMemory(0, part.Count), over.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or WebSocketException)
        {
            // The client has gone or the output has ended.
        }
    }
}
