using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>One connection, relayed both ways. Each direction ends by itself.</summary>
internal sealed class TcpRelay : IDisposable
{
    private readonly MonitorParts _parts;
    private readonly Side _client;
    private readonly Side _target;
    private readonly SpliceDirection _there;
    private readonly SpliceDirection _back;
    private bool _connected;
    private bool _closed;

    private TcpRelay(MonitorParts parts, SafeFileHandle client, SafeFileHandle target)
    {
        _parts = parts;
        _client = new Side(this, client);
        _target = new Side(this, target);
        _there = new SpliceDirection(client, target);
        _back = new SpliceDirection(target, client);
    }

    /// <summary>Begins to connect a client to the container. Takes the client's socket over.</summary>
    public static void Open(MonitorParts parts, SafeFileHandle client, InetEndpoint target)
    {
        SafeFileHandle? socket = null;
        try
        {
            socket = InetSocket.CreateTcp(target.IsSix);
            int result = InetSocket.Connect(socket.Number(), target);
            if (result is not (0 or -Errno.EINPROGRESS))
            {
                throw new LinuxException("connect", target.ToString(), -result);
            }
            var relay = new TcpRelay(parts, client, socket);
            relay._target.Watch = parts.Loop.Add(socket, EpollEvents.Out, relay._target);
            relay._client.Watch = parts.Loop.Add(client, EpollEvents.None, relay._client);
        }
        catch (LinuxException e)
        {
            parts.Log.Write(e.Message);
            socket?.Dispose();
            client.Dispose();
        }
    }

    private void Ready(Side side, EpollEvents events)
    {
        if (_closed)
        {
            return;
        }
        if (!_connected)
        {
            _connected = side == _target && (events & EpollEvents.Out) != 0 && InetSocket.TakeError(_target.Socket.Number()) == 0;
        }
        // Refused; or the client has gone; or both directions are done.
        if (!_connected || !_there.Move() || !_back.Move() || (_there.Ended && _back.Ended))
        {
            Dispose();
            return;
        }
        _parts.Loop.Change(_client.Watch!, Wanted(_there, _back));
        _parts.Loop.Change(_target.Watch!, Wanted(_back, _there));
    }

    private static EpollEvents Wanted(SpliceDirection from, SpliceDirection to) =>
        (from.WantsInput ? EpollEvents.In : EpollEvents.None) | (to.HasRest ? EpollEvents.Out : EpollEvents.None);

    public void Dispose()
    {
        _closed = true;
        _parts.Loop.Remove(_client.Watch);
        _parts.Loop.Remove(_target.Watch);
        _client.Socket.Dispose();
        _target.Socket.Dispose();
        _there.Dispose();
        _back.Dispose();
    }

    private sealed class Side(TcpRelay relay, SafeFileHandle socket) : IReady
    {
        public SafeFileHandle Socket => socket;

        public Watch? Watch { get; set; }

        public void Ready(EpollEvents events) => relay.Ready(this, events);
    }
}
