using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>One direction of a relayed connection: bytes go from socket to socket through a pipe in the kernel (splice(2)).</summary>
internal sealed class SpliceDirection(SafeFileHandle from, SafeFileHandle to) : IDisposable
{
    private const int PipeBytes = 64 * 1024;

    private SafeFileHandle? _reader;
    private SafeFileHandle? _writer;
    private int _rest;
    private bool _inputEnded;

    /// <summary>All has gone through, and the other side has been told.</summary>
    public bool Ended { get; private set; }

    /// <summary>Something waits to be sent.</summary>
    public bool HasRest => _rest > 0;

    /// <summary>More can be taken.</summary>
    public bool WantsInput => !_inputEnded && _rest == 0;

    /// <summary>Moves what can be moved; false where the connection is broken.</summary>
    public bool Move()
    {
        if (_reader is null)
        {
            (_reader, _writer) = FileCalls.Pipe(nonBlocking: true);
        }
        int result = 0;
        while (!Ended && result >= 0)
        {
            result = _rest > 0 ? Send() : _inputEnded ? End() : Take();
        }
        return Ended || result == RawIo.NotReady;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _writer?.Dispose();
    }

    private int Send()
    {
        int sent = RawIo.Splice(_reader!.Number(), to.Number(), _rest);
        _rest -= Math.Max(sent, 0);
        return sent;
    }

    private int Take()
    {
        int taken = RawIo.Splice(from.Number(), _writer!.Number(), PipeBytes);
        _inputEnded = taken == 0;
        _rest = Math.Max(taken, 0);
        return taken;
    }

    private int End()
    {
        int result = UnixSocket.Shutdown(to.Number(), 1);
        Ended = result is 0 or -Errno.ENOTCONN;
        return result;
    }
}
