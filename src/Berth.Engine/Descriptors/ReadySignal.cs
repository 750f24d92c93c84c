namespace Berth.Engine;

/// <summary>One direction of a descriptor: told that it is ready, waited for by at most one.</summary>
internal sealed class ReadySignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiting;
    private bool _ready;

    /// <summary>It is ready: who waits goes on, or the next who waits does at once.</summary>
    public void Set()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            waiting = _waiting;
            _waiting = null;
            _ready = waiting is null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Waits until it is told so.</summary>
    public async ValueTask WaitAsync(CancellationToken cancel)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            if (_ready)
            {
                _ready = false;
                return;
            }

            waiting = _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await using (cancel.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetCanceled(), waiting).ConfigureAwait(false))
        {
            await waiting.Task.ConfigureAwait(false);
        }
    }
}
