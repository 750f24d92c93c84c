using System.Buffers.Binary;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// A client's connection (RFC 7766): queries behind their length, answered one after another; those that aren't for us are put to the host's servers by TCP. A client that does
/// nothing for a while is left.
/// </summary>
internal sealed class NameClient : IReady, IDisposable
{
    private const int LongestQuery = 4096, LengthBytes = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly MonitorParts _parts;
    private readonly SafeFileHandle _socket;
    private readonly NameServer _server;
    private readonly Action<NameClient> _ended;
    private readonly LoopTimer _timer;
    private readonly Watch _watch;
    private readonly byte[] _in = new byte[LengthBytes + LongestQuery];
    private byte[] _out = [];
    private NameQuestion? _question;
    private int _have;
    private int _left;
    private int _sent;
    private int _asked;   // length of the query that a server is asked, with its length bytes
    private int _next;    // which server
    private bool _closed;

    public NameClient(MonitorParts parts, SafeFileHandle socket, NameServer server, Action<NameClient> ended)
    {
        _parts = parts;
        _socket = socket;
        _server = server;
        _ended = ended;
        _timer = new LoopTimer(parts.Loop, Dispose);
        _timer.Set(Patience);
        _watch = parts.Loop.Add(socket, EpollEvents.In, this);
    }

    public void Ready(EpollEvents events)
    {
        if (_left > 0)
        {
            Write();
            Handle();
        }
        else if (_asked == 0)
        {
            int read = RawIo.Read(_socket.Number(), _in.AsSpan(_have));
            if (read == 0 || (read < 0 && read != RawIo.NotReady))
            {
                Dispose();
                return;
            }
            _have += Math.Max(read, 0);
            Handle();
        }
        else
        {
            Dispose();   // gone while a server is asked
        }
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _question?.Dispose();
            _timer.Dispose();
            _parts.Loop.Remove(_watch);
            _socket.Dispose();
            _ended(this);
        }
    }

    // Whole queries, for as long as each is answered at once.
    private void Handle()
    {
        while (!_closed && _left == 0 && _asked == 0 && _have >= LengthBytes)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(_in);
            if (length > LongestQuery)
            {
                Dispose();
                return;
            }
            if (_have < LengthBytes + length)
            {
                return;
            }
            Handle(_in.AsSpan(LengthBytes, length));
        }
    }

    private void Handle(ReadOnlySpan<byte> query)
    {
        if (_out.Length == 0)
        {
            _out = GC.AllocateUninitializedArray<byte>(LengthBytes + LongestQuery);
        }
        int length = _server.Answer(query, _out.AsSpan(LengthBytes), limited: false, out _);
        if (length < 0)
        {
            Dispose();
        }
        else if (length == 0)
        {
            (_asked, _next) = (LengthBytes + query.Length, 0);
            _parts.Loop.Change(_watch, EpollEvents.None);
            AskNext();
        }
        else
        {
            Consume(LengthBytes + query.Length);
            Send(length);
        }
    }

    private void Consume(int count)
    {
        _in.AsSpan(count, _have - count).CopyTo(_in);
        _have -= count;
    }

    // The answer lies in _out behind its length.
    private void Send(int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_out, (ushort)length);
        (_sent, _left) = (0, LengthBytes + length);
        _timer.Set(Patience);
        Write();
    }

    private void Write()
    {
        while (_left > 0)
        {
            int written = InetSocket.Send(_socket.Number(), _out.AsSpan(_sent, _left));
            if (written == RawIo.NotReady)
            {
                _parts.Loop.Change(_watch, EpollEvents.Out);
                return;
            }
            if (written <= 0)
            {
                Dispose();
                return;
            }
            _sent += written;
            _left -= written;
        }
        _parts.Loop.Change(_watch, EpollEvents.In);
    }

    private void AskNext()
    {
        _question?.Dispose();
        _question = null;
        while (_next < _server.Servers.Length)
        {
            _question = NameQuestion.Open(_parts, _server.Servers[_next++], _in.AsSpan(0, _asked), Answered);
            if (_question is not null)
            {
                return;
            }
        }
        ReadOnlySpan<byte> query = _in.AsSpan(LengthBytes, _asked - LengthBytes);
        DnsQuestion.TryRead(query, stackalloc byte[DnsQuestion.LongestName], out DnsQuestion question, out _);
        Finish(new DnsAnswer(_out.AsSpan(LengthBytes), query, question.End, NameError.ServerFailed).Length);
    }

    // A server has answered, or not.
    private void Answered(byte[]? answer)
    {
        if (answer is null || ((answer[LengthBytes + 3] & 0x0F) is 2 or 5 && _next < _server.Servers.Length))
        {
            AskNext();
            return;
        }
        _question!.Dispose();
        _question = null;
        _in.AsSpan(LengthBytes, 2).CopyTo(answer.AsSpan(LengthBytes));   // the client's number
        if (answer.Length > _out.Length)
        {
            _out = answer;
        }
        else
        {
            answer.CopyTo(_out, 0);
        }
        Finish(answer.Length - LengthBytes);
    }

    private void Finish(int length)
    {
        Consume(_asked);
        _asked = 0;
        Send(length);
        Handle();
    }
}
