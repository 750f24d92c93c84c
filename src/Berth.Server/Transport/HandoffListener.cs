using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Berth.Server;

/// <summary>Gives Kestrel the connections of a <see cref="HandoffEndPoint"/>.</summary>
internal sealed class HandoffListener(HandoffEndPoint endpoint) : IConnectionListener
{
    public EndPoint EndPoint => endpoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await endpoint.Queue.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && endpoint.Queue.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        endpoint.Close();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
