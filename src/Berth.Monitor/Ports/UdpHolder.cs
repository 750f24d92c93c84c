using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>A bound UDP socket whose datagrams are relayed to the container: each sender has a socket of its own towards it, until neither has sent anything for 90 s.</summary>
internal sealed class UdpHolder : IReady, IDisposable
{
    private const int MostFlows = 1024;
    private const int DatagramBytes = 65536;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(90);

    private readonly MonitorParts _parts;
    private readonly SafeFileHandle _socket;
    private readonly InetEndpoint _target;
    private readonly Watch _watch;
    private readonly List<UdpFlow> _flows = [];
    private LoopTimer? _sweep;
    private byte[] _buffer = [];

    public UdpHolder(MonitorParts parts, SafeFileHandle socket, InetEndpoint target)
    {
        _parts = parts;
        _socket = socket;
        _target = target;
        _watch = parts.Loop.Add(socket, EpollEvents.In, this);
    }

    /// <summary>Room for one datagram, made when the first comes.</summary>
    public byte[] Buffer => _buffer.Length > 0 ? _buffer : _buffer = GC.AllocateUninitializedArray<byte>(DatagramBytes);

    public void Ready(EpollEvents events)
    {
        int length = InetSocket.Receive(_socket.Number(), Buffer, out InetEndpoint from, out InetEndpoint to);
        if (length < 0)
        {
            InetSocket.TakeError(_socket.Number());
        }
        else if (FlowOf(from, to) is { } flow)
        {
            flow.Send(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>Sends an answer to a client, from the address that it had sent to.</summary>
    public void Answer(ReadOnlySpan<byte> data, InetEndpoint client, InetEndpoint local) => InetSocket.Send(_socket.Number(), data, client, local);

    public void Dispose()
    {
        foreach (UdpFlow flow in _flows)
        {
            flow.Dispose();
        }
        _flows.Clear();
        _sweep?.Dispose();
        _parts.Loop.Remove(_watch);
        _socket.Dispose();
    }

    private UdpFlow? FlowOf(InetEndpoint client, InetEndpoint local)
    {
        foreach (UdpFlow known in _flows)
        {
            if (known.Client == client)
            {
                return known;
            }
        }
        if (_flows.Count >= MostFlows)
        {
            return null;
        }
        UdpFlow? flow = UdpFlow.Open(_parts, this, client, local, _target);
        if (flow is not null)
        {
            _flows.Add(flow);
            _sweep ??= new LoopTimer(_parts.Loop, Sweep);
            if (!_sweep.IsSet)
            {
                _sweep.Set(Idle);
            }
        }
        return flow;
    }

    private void Sweep()
    {
        long before = Environment.TickCount64 - (long)Idle.TotalMilliseconds;
        for (int i = _flows.Count - 1; i >= 0; i--)
        {
            if (_flows[i].LastUsed < before)
            {
                _flows[i].Dispose();
                _flows.RemoveAt(i);
            }
        }
        if (_flows.Count > 0)
        {
            _sweep!.Set(Idle / 2);
        }
    }
}
