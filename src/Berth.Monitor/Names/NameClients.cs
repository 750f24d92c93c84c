using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The clients that ask by TCP, which few do: a handful at once, each for a limited time.</summary>
internal sealed class NameClients : IReady, IDisposable
{
    private const int Most = 16;

    private readonly MonitorParts _parts;
    private readonly SafeFileHandle _listener;
    private readonly NameServer _server;
    private readonly List<NameClient> _clients = [];
    private readonly Watch _watch;

    public NameClients(MonitorParts parts, SafeFileHandle listener, NameServer server)
    {
        _parts = parts;
        _listener = listener;
        _server = server;
        _watch = parts.Loop.Add(listener, EpollEvents.In, this);
    }

    public void Ready(EpollEvents events)
    {
        if (Accept() is not { } socket)
        {
            return;
        }
        if (_clients.Count >= Most)
        {
            _clients[0].Dispose();   // the one that came first
        }
        try
        {
            _clients.Add(new NameClient(_parts, socket, _server, Ended));
        }
        catch (LinuxException e)
        {
            _parts.Log.Write(e.Message);
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        while (_clients.Count > 0)
        {
            _clients[^1].Dispose();
        }
        _parts.Loop.Remove(_watch);
    }

    // With no descriptors left the oldest client makes room. If there is none either, those who wait are asked about again when there is one less.
    private SafeFileHandle? Accept()
    {
        while (true)
        {
            try
            {
                return UnixSocket.Accept(_listener);
            }
            catch (LinuxException) when (_clients.Count > 0)
            {
                _clients[0].Dispose();
            }
        }
    }

    private void Ended(NameClient client) => _clients.Remove(client);
}
