using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>
/// Reads one output stream of the first process, hands it to the attached clients and to the log. Reads nothing while a client is slow, so that the
/// process has to wait as it would for a slow terminal. One read an event: the other stream, clients and the engine get their turn.
/// </summary>
internal sealed class OutputPump(EventLoop loop, byte[] buffer, OutputStream stream, JsonLog? log, Attachments attachments, Action ended) : IReady, IDisposable
{
    private const int ReadBytes = 16 * 1024;

    private readonly LineCutter _cutter = new(stream, log);
    private SafeFileHandle? _reader;
    private Watch? _watch;

    /// <summary>How large the buffer has to be.</summary>
    public const int BufferBytes = LineCutter.PieceBytes + ReadBytes;

    /// <summary>Whether the stream is open and may give more.</summary>
    public bool IsOpen => _reader is not null;

    /// <summary>Reads from here until its end. Takes the descriptor over.</summary>
    public void Open(SafeFileHandle reader)
    {
        _reader = reader;
        Resume();
    }

    /// <summary>Reads no more for now.</summary>
    public void Pause()
    {
        loop.Remove(_watch);   // not only its events: a closed pipe would be told of without end
        _watch = null;
    }

    /// <summary>Reads on.</summary>
    public void Resume()
    {
        if (_reader is not null && _watch is null && !attachments.IsBlocked)
        {
            _watch = loop.Add(_reader, EpollEvents.In, this);
        }
    }

    public void Ready(EpollEvents events) => ReadOnce();

    /// <summary>Reads what is there already, however slow the clients are, and then on to the end.</summary>
    public void Drain()
    {
        while (ReadOnce())
        {
        }
        if (_reader is not null)
        {
            _watch ??= loop.Add(_reader, EpollEvents.In, this);
        }
    }

    /// <summary>Reads what is there already and then closes, whoever else may hold the other end.</summary>
    public void Finish()
    {
        while (ReadOnce())
        {
        }
        Close();
    }

    public void Dispose() => Close();

    private bool ReadOnce()
    {
        if (_reader is null)
        {
            return false;
        }
        int kept = _cutter.Prepare(buffer);
        int length = RawIo.Read(_reader.Number(), buffer.AsSpan(kept, ReadBytes));
        if (length == -Errno.EAGAIN)
        {
            return false;
        }
        if (length <= 0)   // the end; a terminal whose last user has gone says EIO
        {
            Close();
            ended();
            return false;
        }
        attachments.Send(stream, buffer.AsSpan(kept, length));
        _cutter.Cut(buffer.AsSpan(0, kept + length));
        return true;
    }

    private void Close()
    {
        if (_reader is not null)
        {
            Pause();
            _cutter.End();
            _reader.Dispose();
            _reader = null;
        }
    }
}
