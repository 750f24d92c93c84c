using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// The pipes of an exec as an attached stream: output and error in frames as they come. It ends when the process has ended and what it wrote was
/// read; what a process that it left behind writes later goes nowhere.
/// </summary>
internal sealed class ExecStreams : AttachedStream
{
    private readonly ExecInstance _exec;
    private readonly DescriptorStream? _output;
    private readonly DescriptorStream? _error;
    private readonly CancellationTokenSource _closing = new();
    private DescriptorStream? _input;
    private PendingFrame? _outputFrame;
    private PendingFrame? _errorFrame;
    private PendingFrame? _current;

    /// <summary>Takes the pipes over.</summary>
    public ExecStreams(ExecInstance exec, (DescriptorStream? Input, DescriptorStream? Output, DescriptorStream? Error) pipes)
    {
        _exec = exec;
        (_input, _output, _error) = pipes;
        _outputFrame = _output is null ? null : new PendingFrame(_output, StdCopyStream.Stdout);
        _errorFrame = _error is null ? null : new PendingFrame(_error, StdCopyStream.Stderr);
    }

    public override bool Tty => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        while (_current is null)
        {
            if (_outputFrame is null && _errorFrame is null)
            {
                // A client asks for the exit code next: it must be there.
                await _exec.Ended.WaitAsync(cancel).ConfigureAwait(false);
                return 0;
            }

            _current = await NextAsync(cancel).ConfigureAwait(false);
        }

        int length = _current.Take(buffer.Span);
        if (_current.IsTaken)
        {
            _current = null;
        }

        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        if (_input is { } input)
        {
            try
            {
                await input.WriteAsync(buffer, cancel).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The process reads no more: what comes for it is dropped.
                await CloseWriteAsync(cancel).ConfigureAwait(false);
            }
        }
    }

    public override ValueTask CloseWriteAsync(CancellationToken cancel = default)
    {
        Interlocked.Exchange(ref _input, null)?.Dispose();
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseWriteAsync().ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        _output?.Dispose();
        _error?.Dispose();
        _closing.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // The next frame of either pipe, or null where one of them has ended.
    private async ValueTask<PendingFrame?> NextAsync(CancellationToken cancel)
    {
        if (TryRead(ref _outputFrame) is { } output)
        {
            return output;
        }

        if (TryRead(ref _errorFrame) is { } error)
        {
            return error;
        }

        if (_exec.Ended.IsCompleted)
        {
            // Everything that the process wrote was in the pipes when it ended, and was read.
            if (TryRead(ref _outputFrame) is { } last)
            {
                return last;
            }

            last = TryRead(ref _errorFrame);
            if (last is null)
            {
                _outputFrame = _errorFrame = null;
            }

            return last;
        }

        List<Task> changes = [_exec.Ended];
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        if (_outputFrame is { } waiting)
        {
            changes.Add(waiting.ReadyAsync(linked.Token));
        }

        if (_errorFrame is { } other)
        {
            changes.Add(other.ReadyAsync(linked.Token));
        }

        await Task.WhenAny(changes).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return null;
    }

    private static PendingFrame? TryRead(ref PendingFrame? frame)
    {
        if (frame is null)
        {
            return null;
        }

        bool? read = frame.TryRead();
        if (read == false)
        {
            frame = null;
        }

        return read == true ? frame : null;
    }
}
