using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Cli;

/// <summary>
/// A connection whose reads and writes block and are done when they return, also the asynchronous ones: a command that talks to the engine
/// needs no second thread, and none is started.
/// </summary>
internal sealed class DescriptorStream(SafeFileHandle handle, Action? onClose = null) : Stream, IHalfClosable
{
    private const int ShutWrite = 1;
    private const int ShutBoth = 2;
    private readonly int _descriptor = (int)handle.DangerousGetHandle();
    private bool _disposed;

    /// <summary>The descriptor, to wait for together with others.</summary>
    public int Descriptor => _descriptor;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var count = RawIo.Read(_descriptor, buffer);
        return count >= 0 ? count : throw new LinuxException("read", "engine", -count);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!buffer.IsEmpty)
        {
            var count = UnixSocket.Send(_descriptor, buffer);
            if (count < 0)
                throw new LinuxException("write", "engine", -count);
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask CloseWriteAsync(CancellationToken cancel = default)
    {
        UnixSocket.Shutdown(_descriptor, ShutWrite);
        return default;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_disposed && disposing)
        {
            _disposed = true;
            UnixSocket.Shutdown(_descriptor, ShutBoth);   // a read that another thread waits in ends, which closing alone doesn't do
            handle.Dispose();
            onClose?.Invoke();
        }
        base.Dispose(disposing);
    }
}
