using System.Net.Sockets;

namespace Berth.Docker;

/// <summary>Opens connections with the library's sockets.</summary>
public static class SocketDialer
{
    /// <summary>Connects to a unix socket.</summary>
    public static Func<CancellationToken, ValueTask<Stream>> Unix(string path) => async cancel =>
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return await ConnectAsync(socket, s => s.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel)).ConfigureAwait(false);
    };

    /// <summary>Connects to a TCP port, without TLS.</summary>
    public static Func<CancellationToken, ValueTask<Stream>> Tcp(string host, int port) => async cancel =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return await ConnectAsync(socket, s => s.ConnectAsync(host, port, cancel)).ConfigureAwait(false);
    };

    private static async ValueTask<Stream> ConnectAsync(Socket socket, Func<Socket, ValueTask> connect)
    {
        try
        {
            await connect(socket).ConfigureAwait(false);
            return new SocketStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class SocketStream(Socket socket) : NetworkStream(socket, ownsSocket: true), IHalfClosable
    {
        public ValueTask CloseWriteAsync(CancellationToken cancel = default)
        {
            try
            {
                Socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The other side is gone: nothing is left to be closed.
            }

            return default;
        }
    }
}
