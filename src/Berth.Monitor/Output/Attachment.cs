using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Monitor;

/// <summary>
/// One attached client: a stream socket that output is written to (in frames: stream, three zeros, length in four bytes, data; or raw with a terminal)
/// and input is read from. What the socket doesn't take is kept, and the container's output stops until it has been taken.
/// </summary>
internal sealed class Attachment(EventLoop loop, Attachments owner, SafeHandle socket, bool input, bool output, bool error, bool raw) : IReady
{
    private const int HeaderBytes = 8;

    private readonly byte[] _header = new byte[HeaderBytes];
    private Watch? _watch;
    private byte[] _pending = [];
    private int _from;
    private int _to;
    private bool _input = input;
    private bool _hungUp;
    private bool _ending;
    private bool _closed;

    private bool IsBlocked => _from < _to;

    public void Send(OutputStream stream, ReadOnlySpan<byte> data)
    {
        if (_closed || _ending || !(stream == OutputStream.Output ? output : error))
        {
            return;
        }
        ReadOnlySpan<byte> header = default;
        if (!raw)
        {
            _header[0] = (byte)stream;
            BinaryPrimitives.WriteInt32BigEndian(_header.AsSpan(4), data.Length);
            header = _header;
        }
        int sent = IsBlocked ? 0 : UnixSocket.Send(socket.Number(), header, data, default);
        if (sent < 0 && sent != -Errno.EAGAIN)
        {
            Close();
            return;
        }
        sent = Math.Max(sent, 0);
        if (sent < header.Length + data.Length)
        {
            Keep(header[Math.Min(sent, header.Length)..], data[Math.Max(sent - header.Length, 0)..]);
        }
    }

    /// <summary>Nothing more comes: closes once all has been taken.</summary>
    public void End()
    {
        _ending = true;
        _input = false;
        if (IsBlocked)
        {
            Update();
        }
        else
        {
            Close();
        }
    }

    /// <summary>Reads input as long as there is somebody who takes it.</summary>
    public void WatchInput()
    {
        if (_hungUp && owner.Input is { CanTake: true })
        {
            ReadInput();   // it has gone and left input behind
            return;
        }
        Update();
    }

    public void Ready(EpollEvents events)
    {
        if ((events & EpollEvents.Out) != 0 && IsBlocked)
        {
            Flush();
        }
        if (!_closed && _input && (events & (EpollEvents.In | EpollEvents.HangUp)) != 0)
        {
            ReadInput();
        }
        if (!_closed && (events & (EpollEvents.HangUp | EpollEvents.Error)) != 0)
        {
            HangUp();
        }
    }

    private void ReadInput()
    {
        InputFeed? feed = owner.Input;
        while (_input && !_closed && feed is { CanTake: true })
        {
            int length = feed.TakeFrom(socket);
            if (length == -Errno.EAGAIN)
            {
                break;
            }
            if (length <= 0)
            {
                _input = false;
                feed.ClientEnded();
            }
        }
        if (_closed)
        {
            return;
        }
        if (_hungUp && (!_input || feed is not { CanTake: true }))
        {
            if (!_input)
            {
                Close();
            }
            return;
        }
        Update();
    }

    // The other side has closed for good. Output has nowhere to go; input that it left is still wanted.
    private void HangUp()
    {
        _hungUp = true;
        DropPending();
        output = error = false;
        loop.Remove(_watch);   // or it would be told without end
        _watch = null;
        if (!_input || _ending || owner.Input is null or { IsClosed: true })
        {
            Close();
        }
    }

    private void Flush()
    {
        int sent = UnixSocket.Send(socket.Number(), _pending.AsSpan(_from, _to - _from));
        if (sent == -Errno.EAGAIN)
        {
            return;
        }
        if (sent < 0)
        {
            Close();
            return;
        }
        _from += sent;
        if (!IsBlocked)
        {
            DropPending();
            if (_ending)
            {
                Close();
                return;
            }
            Update();
        }
    }

    private void Keep(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        bool was = IsBlocked;
        int needed = _to + header.Length + data.Length;
        if (_pending.Length < needed)
        {
            Array.Resize(ref _pending, Math.Max(needed, HeaderBytes + OutputPump.BufferBytes));
        }
        header.CopyTo(_pending.AsSpan(_to));
        data.CopyTo(_pending.AsSpan(_to + header.Length));
        _to = needed;
        if (!was)
        {
            owner.Blocked(true);
            Update();
        }
    }

    private void DropPending()
    {
        if (_to > 0)
        {
            _from = _to = 0;
            owner.Blocked(false);
        }
    }

    private void Update()
    {
        if (_closed || _hungUp)
        {
            return;
        }
        EpollEvents events = (_input && owner.Input is { CanTake: true } ? EpollEvents.In : 0) | (IsBlocked ? EpollEvents.Out : 0);
        if (_watch is null)
        {
            _watch = loop.Add(socket, events, this);
        }
        else
        {
            loop.Change(_watch, events);
        }
    }

    private void Close()
    {
        if (_closed)
        {
            return;
        }
        _closed = true;
        DropPending();
        loop.Remove(_watch);
        owner.Remove(this);
        socket.Dispose();
        if (_input)
        {
            _input = false;
            owner.Input?.ClientEnded();
        }
    }
}
