using Berth.Docker;

namespace Berth.Engine;

/// <summary>The terminal of an exec as an attached stream.</summary>
internal sealed class ExecTerminal(ExecInstance exec, DescriptorStream terminal, DetachKeys detachKeys) : AttachedStream
{
    private readonly TaskCompletionSource _detached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DetachScanner _scanner = new(detachKeys);

    public override bool Tty => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        while (true)
        {
            if (_detached.Task.IsCompleted)
            {
                return 0;
            }

            // Asked before the last look: what was written before the end is seen after it.
            bool ended = exec.Ended.IsCompleted;
            int? read = terminal.TryRead(buffer.Span);
            if (read is > 0)
            {
                return read.Value;
            }

            if (read == 0)
            {
                await exec.Ended.WaitAsync(cancel).ConfigureAwait(false);
                return 0;
            }

            if (ended)
            {
                return 0;
            }

            await Task.WhenAny(exec.Ended, _detached.Task, terminal.WaitReadableAsync(cancel).AsTask()).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        if (_scanner.Scan(buffer, out var passed))
        {
            _detached.TrySetResult();
        }

        try
        {
            await terminal.WriteAsync(passed, cancel).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The process is gone: what comes for it is dropped.
        }
    }

    // A terminal has no half of its own to close: its user's end of input is a key.
    public override ValueTask CloseWriteAsync(CancellationToken cancel = default) => default;

    public override async ValueTask DisposeAsync()
    {
        if (exec.ExitCode is not null)
        {
            terminal.Dispose();
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
