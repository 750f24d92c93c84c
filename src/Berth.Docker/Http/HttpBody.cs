using System.Globalization;

namespace Berth.Docker;

/// <summary>
/// The body of a response: of a given length, in chunks (RFC 9112 section 7.1), or until the connection ends. Disposing it
/// gives the connection back if the body was read to its end, else closes it.
/// </summary>
internal sealed class HttpBody : Stream
{
    private readonly HttpConnection _connection;
    private readonly Action<HttpConnection, bool> _release;
    private readonly bool _chunked;
    private readonly bool _reusable;
    private long _left;
    private State _state;
    private int _released;

    /// <param name="connection">Stands after the response's head.</param>
    /// <param name="head">The response's head.</param>
    /// <param name="bodiless">Whether the response has no body whatever its head says.</param>
    /// <param name="release">Gets the connection, and whether it can be used again.</param>
    public HttpBody(HttpConnection connection, HttpHead head, bool bodiless, Action<HttpConnection, bool> release)
    {
        _connection = connection;
        _release = release;
        _chunked = !bodiless && head.Chunked;
        var length = bodiless ? 0 : _chunked ? null : head.ContentLength;
        _left = length ?? 0;
        _state = _chunked ? State.ChunkLength : length is null ? State.UntilEnd : length == 0 ? State.Done : State.Content;
        _reusable = !head.Closes && _state != State.UntilEnd;
    }

    private enum State
    {
        /// <summary>Before a chunk's length.</summary>
        ChunkLength,

        /// <summary>In the content, of the body or a chunk.</summary>
        Content,

        /// <summary>After a chunk's content.</summary>
        ChunkEnd,

        /// <summary>In the lines after the last chunk.</summary>
        Trailers,

        UntilEnd,
        Done,
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var registration = cancellationToken.UnsafeRegister(static c => ((HttpConnection)c!).Dispose(), _connection);
        try
        {
            int count;
            while ((count = TryTake(buffer.Span)) < 0)
            {
                OnFilled(await _connection.FillAsync().ConfigureAwait(false));
            }

            return count;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is IOException or ObjectDisposedException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        int count;
        while ((count = TryTake(buffer)) < 0)
        {
            OnFilled(_connection.Fill());
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Closes the connection, if it wasn't given back, from any thread; a read that goes on fails.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _release(_connection, false);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _released, 1) == 0)
        {
            TryTakeEnd();
            _release(_connection, _state == State.Done && _reusable);
        }

        base.Dispose(disposing);
    }

    // What ends the body is often there already, behind the content that the caller wanted.
    private void TryTakeEnd()
    {
        try
        {
            while (_state is State.ChunkLength or State.ChunkEnd or State.Trailers && TryTakeLine())
            {
            }
        }
        catch (InvalidDataException)
        {
            // The caller was told or doesn't care; the connection is closed.
        }
    }

    // The number of bytes taken, 0 at the end of the body, -1 when more must be read first.
    private int TryTake(Span<byte> buffer)
    {
        while (true)
        {
            switch (_state)
            {
                case State.Done:
                    return 0;
                case State.UntilEnd:
                    return _connection.Ahead.IsEmpty ? -1 : _connection.Take(buffer);
                case State.Content:
                    return TakeContent(buffer);
                default:
                    if (!TryTakeLine())
                    {
                        return -1;
                    }

                    break;
            }
        }
    }

    private int TakeContent(Span<byte> buffer)
    {
        if (_connection.Ahead.IsEmpty)
        {
            return buffer.IsEmpty ? 0 : -1;
        }

        var count = _connection.Take(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        if (_left == 0)
        {
            _state = _chunked ? State.ChunkEnd : State.Done;
        }

        return count;
    }

    private bool TryTakeLine()
    {
        var length = _connection.Ahead.IndexOf("\r\n"u8);
        if (length < 0)
        {
            return _connection.Ahead.Length > 4096 ? throw new InvalidDataException("a chunk's head is too long") : false;
        }

        var line = _connection.Ahead[..length];
        if (_state == State.ChunkLength)
        {
            var semicolon = line.IndexOf((byte)';');
            if (!long.TryParse(semicolon < 0 ? line : line[..semicolon], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
            {
                throw new InvalidDataException("a chunk's length is not a number");
            }

            _state = _left == 0 ? State.Trailers : State.Content;
        }
        else if (_state == State.ChunkEnd)
        {
            _state = length == 0 ? State.ChunkLength : throw new InvalidDataException("a chunk is longer than its length");
        }
        else if (length == 0)
        {
            _state = State.Done;
        }

        _connection.Take(length + 2);
        return true;
    }

    private void OnFilled(bool more)
    {
        if (!more)
        {
            _state = _state == State.UntilEnd ? State.Done : throw new EndOfStreamException("unexpected EOF");
        }
    }
}
