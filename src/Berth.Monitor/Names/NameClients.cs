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
    private readonly LoopTimer _again;
    private Watch? _watch;

    public NameClients(MonitorParts parts, SafeFileHandle listener, NameServer server)
    {
        _parts = parts;
        _listener = listener;
        _server = server;
        _again = new LoopTimer(parts.Loop, Listen);
        Listen();
    }

    public void Ready(EpollEvents events)
    {
        SafeFileHandle? socket = null;
        try
        {
            socket = UnixSocket.Accept(_listener);
            if (socket is not null)
            {
                if (_clients.Count >= Most)
                {
                    _clients[0].Dispose();   // the one that came first
                }
                _clients.Add(new NameClient(_parts, socket, _server, c => _clients.Remove(c)));
            }
        }
        catch (LinuxException e)
        {
            // No descriptors left, say: those who wait will be taken when there are.
            socket?.Dispose();
            _parts.Log.Write($"a client of the name server can't be taken: {e.Message}");
            _parts.Loop.Remove(_watch);
            _again.Set(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        while (_clients.Count > 0)
        {
            _clients[^1].Dispose();
        }
        _again.Dispose();
        _parts.Loop.Remove(_watch);
    }

    private void Listen() => _watch = _parts.Loop.Add(_listener, EpollEvents.In, this);
}
