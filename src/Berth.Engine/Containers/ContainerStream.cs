using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// A client's end of a container's standard input and output. The monitor writes what the wire wants, frames or a terminal's bytes; this only
/// passes it on, after the past where that was asked for.
/// </summary>
internal sealed class ContainerStream(DescriptorStream monitor, Stream? past, bool input, bool tty, DetachKeys keys, Action detached) : AttachedStream
{
    private readonly DetachScanner _scanner = new(keys);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? _past = past;

    public override bool Tty => tty;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (_past is { } before)
        {
            int read = await before.ReadAsync(buffer, cancel).ConfigureAwait(false);
            if (read > 0)
            {
                return read;
            }

            _past = null;
            await before.DisposeAsync().ConfigureAwait(false);
        }

        int? live;
        while ((live = _left.Task.IsCompleted ? 0 : TryRead(buffer.Span)) is null)
        {
            await Task.WhenAny(_left.Task, monitor.WaitReadableAsync(cancel).AsTask()).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }

        return live.Value;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        if (!input)
        {
            return;
        }

        var passed = buffer;
        if (tty && _scanner.Scan(buffer, out passed))
        {
            _left.TrySetResult();
            detached();
        }

        try
        {
            await monitor.WriteAsync(passed, cancel).ConfigureAwait(false);
        }
        catch (LinuxException e) when (e.Errno is Errno.EPIPE or Errno.ECONNRESET)
        {
            // The container has ended: what comes for it is dropped.
        }
    }

    public override ValueTask CloseWriteAsync(CancellationToken cancel = default)
    {
        monitor.ShutdownSend();
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        await monitor.DisposeAsync().ConfigureAwait(false);
        if (_past is { } before)
        {
            await before.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private int? TryRead(Span<byte> buffer)
    {
        try
        {
            return monitor.TryRead(buffer);
        }
        catch (LinuxException e) when (e.Errno == Errno.ECONNRESET)
        {
            return 0;
        }
    }
}
