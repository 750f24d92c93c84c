using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>A listening socket whose connections are relayed to the container.</summary>
internal sealed class TcpHolder : IReady, IDisposable
{
    private const int AcceptAtOnce = 16;

    private readonly MonitorParts _parts;
    private readonly SafeFileHandle _listener;
    private readonly InetEndpoint _target;
    private LoopTimer? _again;
    private Watch? _watch;

    public TcpHolder(MonitorParts parts, SafeFileHandle listener, InetEndpoint target)
    {
        _parts = parts;
        _listener = listener;
        _target = target;
        Listen();
    }

    public void Ready(EpollEvents events)
    {
        try
        {
            for (int i = 0; i < AcceptAtOnce && UnixSocket.Accept(_listener) is { } client; i++)
            {
                TcpRelay.Open(_parts, client, _target);
            }
        }
        catch (LinuxException e)
        {
            // No descriptors left, say: those who wait will be taken when there are.
            _parts.Log.Write($"a connection to {_target} can't be taken: {e.Message}");
            _parts.Loop.Remove(_watch);
            _again ??= new LoopTimer(_parts.Loop, Listen);
            _again.Set(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        _parts.Loop.Remove(_watch);
        _again?.Dispose();
        _listener.Dispose();
    }

    private void Listen() => _watch = _parts.Loop.Add(_listener, EpollEvents.In, this);
}
