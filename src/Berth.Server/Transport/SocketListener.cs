using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Berth.Server;

/// <summary>Accepts the connections of one socket.</summary>
internal sealed class SocketListener(ListenerEndPoint endpoint, Func<SafeHandle, bool, Action, IDisposable> watchHangup) : IConnectionListener
{
    // How long to let others give descriptors back when there are none.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private long _accepted;
    private volatile bool _unbound;

    public EndPoint EndPoint => endpoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        // What this throws would end Kestrel's accept loop for good.
        while (!_unbound)
        {
            Socket socket;
            try
            {
                socket = await endpoint.Listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException) when (!_unbound)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                break;
            }

            try
            {
                return SocketConnection.Start(socket, (++_accepted).ToString(CultureInfo.InvariantCulture), watchHangup);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // A client that left at once, or a kernel with no room to watch one more: this connection is lost, not the listener.
                socket.Dispose();
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _unbound = true;
        endpoint.Listener.Dispose();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
