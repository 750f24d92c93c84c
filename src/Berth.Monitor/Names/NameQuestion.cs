using System.Buffers.Binary;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>One query to one server by TCP.</summary>
internal sealed class NameQuestion : IReady, IDisposable
{
    private const int LengthBytes = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly MonitorParts _parts;
    private readonly SafeFileHandle _socket;
    private readonly byte[] _query;
    private readonly Action<byte[]?> _answered;
    private readonly LoopTimer _timer;
    private readonly Watch _watch;
    private byte[] _answer = new byte[LengthBytes];
    private int _sent;
    private int _have;
    private bool _closed;

    private NameQuestion(MonitorParts parts, SafeFileHandle socket, byte[] query, Action<byte[]?> answered)
    {
        _parts = parts;
        _socket = socket;
        _query = query;
        _answered = answered;
        _timer = new LoopTimer(parts.Loop, () => End(null));
        _timer.Set(Patience);
        _watch = parts.Loop.Add(socket, EpollEvents.Out, this);
    }

    /// <summary>Begins to ask; null where that can't be.</summary>
    /// <param name="parts">What all share.</param>
    /// <param name="server">The server.</param>
    /// <param name="query">The query behind its length; goes out under another number.</param>
    /// <param name="answered">Gets the answer behind its length, at least a header; or null.</param>
    public static NameQuestion? Open(MonitorParts parts, InetEndpoint server, ReadOnlySpan<byte> query, Action<byte[]?> answered)
    {
        SafeFileHandle? socket = null;
        try
        {
            byte[] own = query.ToArray();
            BinaryPrimitives.WriteUInt16BigEndian(own.AsSpan(LengthBytes), RandomBytes.NextUInt16());
            socket = InetSocket.CreateTcp(server.IsSix);
            if (InetSocket.Connect(socket.Number(), server) is 0 or -Errno.EINPROGRESS)
            {
                return new NameQuestion(parts, socket, own, answered);
            }
            socket.Dispose();
        }
        catch (LinuxException e)
        {
            parts.Log.Write(e.Message);
            socket?.Dispose();
        }
        return null;
    }

    public void Ready(EpollEvents events)
    {
        if (_sent < _query.Length)
        {
            int written = InetSocket.Send(_socket.Number(), _query.AsSpan(_sent));
            if (written <= 0 && written != RawIo.NotReady)
            {
                End(null);
                return;
            }
            _sent += Math.Max(written, 0);
            if (_sent == _query.Length)
            {
                _parts.Loop.Change(_watch, EpollEvents.In);
            }
            return;
        }
        Read();
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _timer.Dispose();
            _parts.Loop.Remove(_watch);
            _socket.Dispose();
        }
    }

    private void Read()
    {
        while (true)
        {
            int read = RawIo.Read(_socket.Number(), _answer.AsSpan(_have));
            if (read == RawIo.NotReady)
            {
                return;
            }
            if (read <= 0)
            {
                End(null);
                return;
            }
            _have += read;
            if (_have == LengthBytes)
            {
                Array.Resize(ref _answer, LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(_answer));
            }
            if (_have >= LengthBytes && _have == _answer.Length)
            {
                bool ours = _have >= LengthBytes + DnsQuestion.HeaderLength && (_answer[LengthBytes + 2] & 0x80) != 0 && _answer.AsSpan(LengthBytes, 2).SequenceEqual(_query.AsSpan(LengthBytes, 2));
                End(ours ? _answer : null);
                return;
            }
        }
    }

    private void End(byte[]? answer)
    {
        Dispose();
        _answered(answer);
    }
}
