using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Berth.Server;

/// <summary>Kestrel's source of connections: sockets that listen already, and connections that were taken over.</summary>
internal sealed class SocketTransport(Func<SafeHandle, bool, Action, IDisposable> watchHangup)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is ListenerEndPoint or HandoffEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(endpoint is HandoffEndPoint handoff ? new HandoffListener(handoff) : new SocketListener((ListenerEndPoint)endpoint, watchHangup));
}
