using System.Runtime.InteropServices;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Standard input of the first process: what clients send is written to its pipe or terminal, no faster than it reads.</summary>
internal sealed class InputFeed(EventLoop loop, SafeFileHandle target, bool closeAfterFirst, Action changed) : IReady, IDisposable
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(8 * 1024);
    private Watch? _watch;
    private int _from;
    private int _to;
    private bool _ended;

    /// <summary>The process reads no more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>More can be taken.</summary>
    public bool CanTake => !IsClosed && !_ended && _from == _to;

    /// <summary>Reads from a client what it has and passes it on. Returns what reading gave: 0 at its end, minus an error number.</summary>
    public int TakeFrom(SafeHandle client)
    {
        int length = RawIo.Read(client.Number(), _buffer);
        if (length > 0)
        {
            (_from, _to) = (0, length);
            Write();
        }
        return length;
    }

    /// <summary>A client's input has ended: standard input ends with the first where that was asked for.</summary>
    public void ClientEnded()
    {
        if (closeAfterFirst)
        {
            _ended = true;
            CloseIfDone();
        }
    }

    public void Ready(EpollEvents events) => Write();

    public void Dispose() => Close();

    private void Write()
    {
        while (_from < _to && !IsClosed)
        {
            int written = RawIo.Write(target.Number(), _buffer.AsSpan(_from, _to - _from));
            if (written == -Errno.EAGAIN)
            {
                _watch ??= loop.Add(target, EpollEvents.Out, this);
                return;
            }
            if (written < 0)
            {
                Close();
                return;
            }
            _from += written;
        }
        if (_watch is not null)
        {
            loop.Remove(_watch);
            _watch = null;
            changed();
        }
        CloseIfDone();
    }

    private void CloseIfDone()
    {
        if (_ended && _from == _to)
        {
            Close();
        }
    }

    private void Close()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            loop.Remove(_watch);
            _watch = null;
            target.Dispose();
            changed();
        }
    }
}
