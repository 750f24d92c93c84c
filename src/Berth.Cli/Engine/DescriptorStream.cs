using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Cli;

/// <summary>
/// A connection as its descriptor. Without a reactor reads and writes block and are done when they return, also the asynchronous ones, so that a command
/// with one thing to do needs one thread; with one the asynchronous ones let others go on.
/// </summary>
internal sealed class DescriptorStream(SafeFileHandle handle, Action? onClose = null, Reactor? reactor = null) : Stream, IHalfClosable
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
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (reactor is null)
            return new(Read(buffer.Span));
        ObjectDisposedException.ThrowIf(_disposed, this);
        var count = UnixSocket.ReceiveNow(_descriptor, buffer.Span);
        return count == RawIo.NotReady ? ReadWhenReadyAsync(buffer) : new(Received(count));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
        if (reactor is not null)
            return SendAllAsync(buffer);
        Write(buffer.Span);
        return default;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            reactor?.Forget(_descriptor);
            UnixSocket.Shutdown(_descriptor, ShutBoth);   // a read that another thread waits in ends, which closing alone doesn't do
            handle.Dispose();
            onClose?.Invoke();
        }
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadWhenReadyAsync(Memory<byte> buffer)
    {
        while (true)
        {
            await reactor!.ReadableAsync(_descriptor).ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(_disposed, this);
            var count = UnixSocket.ReceiveNow(_descriptor, buffer.Span);
            if (count != RawIo.NotReady)
                return Received(count);
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var count = UnixSocket.SendNow(_descriptor, buffer.Span);
            if (count == RawIo.NotReady)
                await reactor!.WritableAsync(_descriptor).ConfigureAwait(false);
            else
                buffer = count < 0 ? throw new LinuxException("write", "engine", -count) : buffer[count..];
        }
    }

    private static int Received(int count) => count >= 0 ? count : throw new LinuxException("read", "engine", -count);
}
