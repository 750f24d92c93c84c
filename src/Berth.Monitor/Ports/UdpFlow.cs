using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>One client's datagrams to the container, and the answers.</summary>
internal sealed class UdpFlow : IReady, IDisposable
{
    private readonly MonitorParts _parts;
    private readonly UdpHolder _holder;
    private readonly InetEndpoint _client;
    private readonly InetEndpoint _local;
    private readonly SafeFileHandle _socket;
    private readonly Watch _watch;

    private UdpFlow(MonitorParts parts, UdpHolder holder, InetEndpoint client, InetEndpoint local, SafeFileHandle socket)
    {
        _parts = parts;
        _holder = holder;
        _client = client;
        _local = local;
        _socket = socket;
        _watch = parts.Loop.Add(socket, EpollEvents.In, this);
    }

    /// <summary>The client.</summary>
    public InetEndpoint Client => _client;

    /// <summary>When something went through, as <see cref="Environment.TickCount64"/>.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Makes a socket towards the container; null where that can't be.</summary>
    public static UdpFlow? Open(MonitorParts parts, UdpHolder holder, InetEndpoint client, InetEndpoint local, InetEndpoint target)
    {
        try
        {
            SafeFileHandle socket = InetSocket.CreateUdp(target.IsSix);
            if (InetSocket.Connect(socket.Number(), target) == 0)
            {
                return new UdpFlow(parts, holder, client, local, socket);
            }
            socket.Dispose();
        }
        catch (LinuxException e)
        {
            parts.Log.Write(e.Message);
        }
        return null;
    }

    public void Send(ReadOnlySpan<byte> data)
    {
        LastUsed = Environment.TickCount64;
        InetSocket.Send(_socket.Number(), data);
    }

    public void Ready(EpollEvents events)
    {
        int length = RawIo.Read(_socket.Number(), _holder.Buffer);
        if (length >= 0)   // "port unreachable" is taken with the read
        {
            LastUsed = Environment.TickCount64;
            _holder.Answer(_holder.Buffer.AsSpan(0, length), _client, _local);
        }
    }

    public void Dispose()
    {
        _parts.Loop.Remove(_watch);
        _socket.Dispose();
    }
}
