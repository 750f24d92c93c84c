using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Berth.Server;

/// <summary>A place whose connections come from the process itself: taken over from HTTP/1.1, they go on with HTTP/2.</summary>
internal sealed class HandoffEndPoint : EndPoint
{
    private readonly Channel<ConnectionContext> _queue = Channel.CreateUnbounded<ConnectionContext>();

    /// <summary>The connections that wait to be accepted.</summary>
    public ChannelReader<ConnectionContext> Queue => _queue.Reader;

    /// <summary>Serves a stream until its connection ends.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken closed)
    {
        var connection = new HandoffConnection(stream, closed);
        if (_queue.Writer.TryWrite(connection))
        {
            await connection.Done.ConfigureAwait(false);
        }
    }

    /// <summary>No more connections are taken.</summary>
    public void Close() => _queue.Writer.TryComplete();

    /// <inheritdoc/>
    public override string ToString() => "handoff";
}
