using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>A pipe's end, a terminal's master or a socket as a stream, without a thread that waits. It owns the descriptor, which is non-blocking.</summary>
internal sealed class DescriptorStream : Stream, IReactive
{
    private readonly SafeFileHandle _file;
    private readonly Reactor _reactor;
    private readonly ReadySignal _readable = new();
    private readonly ReadySignal _writable = new();
    private readonly ulong _number;
    private int _disposed;

    /// <summary>Takes a descriptor over.</summary>
    public DescriptorStream(SafeFileHandle file, Reactor reactor)
    {
        _file = file;
        _reactor = reactor;
        FileCalls.SetNonBlocking(file, true);
        _number = reactor.Add(file, EpollEvents.In | EpollEvents.Out, this);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public void Ready(EpollEvents events)
    {
        if ((events & ~EpollEvents.Out) != 0)
        {
            _readable.Set();
        }

        if ((events & ~EpollEvents.In) != 0)
        {
            _writable.Set();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int? read;
        while ((read = TryRead(buffer.Span)) is null)
        {
            await _readable.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return read.Value;
    }

    /// <summary>Reads what is there: null for nothing yet, 0 at the end.</summary>
    public int? TryRead(Span<byte> buffer)
    {
        if (_disposed != 0)
        {
            return 0;
        }

        int read = RawIo.Read(Number, buffer);
        return read switch
        {
            >= 0 => read,
            RawIo.NotReady => null,

            // A terminal whose last process is gone says so with EIO.
            -Errno.EIO => 0,
            _ => throw new LinuxException("read", null, -read),
        };
    }

    /// <summary>Waits until there may be something to read, since <see cref="TryRead"/> found nothing.</summary>
    public ValueTask WaitReadableAsync(CancellationToken cancel) => _readable.WaitAsync(cancel);

    /// <summary>Ends the sending half of the socket that this is; nothing happens where it has ended.</summary>
    public void ShutdownSend()
    {
        if (_disposed == 0)
        {
            UnixSocket.Shutdown(Number, 1);
        }
    }

    /// <summary>Sets the size of the terminal that this is the master of, in characters.</summary>
    public void SetTerminalSize(int rows, int columns) => TerminalMode.SetSize(Number, rows, columns);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int written = RawIo.Write(Number, buffer.Span);
            if (written >= 0)
            {
                buffer = buffer[written..];
            }
            else if (written == RawIo.NotReady)
            {
                await _writable.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                throw new LinuxException("write", null, -written);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("descriptors are read asynchronously");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("descriptors are written asynchronously");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _reactor.Remove(_file, _number);
            _file.Dispose();

            // Who waits finds the descriptor closed.
            _readable.Set();
            _writable.Set();
        }

        base.Dispose(disposing);
    }

    private int Number => _disposed == 0 ? (int)_file.DangerousGetHandle() : throw new ObjectDisposedException(nameof(DescriptorStream));
}
