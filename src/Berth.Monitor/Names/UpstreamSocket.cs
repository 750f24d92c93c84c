using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The way to one of the host's name servers by UDP: a connected socket, so that the kernel lets only that server's datagrams in. It is opened when it is needed and
/// closed when nothing waits: the next has another port and the address that the host has by then.</summary>
internal sealed class UpstreamSocket(EventLoop loop, InetEndpoint server, Action<EpollEvents> ready) : IReady, IDisposable
{
    private SafeFileHandle? _socket;
    private Watch? _watch;

    /// <summary>Sends; false where that can't be.</summary>
    public bool Send(ReadOnlySpan<byte> query)
    {
        try
        {
            return Open() is { } socket && InetSocket.Send(socket.Number(), query) == query.Length;
        }
        catch (LinuxException)
        {
            return false;   // no descriptors left, say: the next server is asked, or the client told
        }
    }

    /// <summary>Receives, as <see cref="RawIo.Read"/> does.</summary>
    public int Receive(Span<byte> buffer) => _socket is null ? RawIo.NotReady : RawIo.Read(_socket.Number(), buffer);

    public void Ready(EpollEvents events) => ready(events);

    /// <summary>Closes the socket; the next query opens another.</summary>
    public void Close()
    {
        if (_socket is not null)
        {
            loop.Remove(_watch);
            _socket.Dispose();
            _socket = null;
        }
    }

    public void Dispose() => Close();

    private SafeFileHandle? Open()
    {
        if (_socket is not null)
        {
            return _socket;
        }
        SafeFileHandle socket = InetSocket.CreateUdp(server.IsSix);
        if (InetSocket.Connect(socket.Number(), server) != 0)
        {
            socket.Dispose();
            return null;
        }
        _watch = loop.Add(socket, EpollEvents.In, this);
        return _socket = socket;
    }
}
