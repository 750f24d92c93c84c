using Berth.Docker;

namespace Berth.Engine;

/// <summary>Those who wait for one container's end or removal.</summary>
internal sealed class ContainerWaits
{
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];

    /// <summary>Registers a wait. The container's state is read under the same lock under which its end is told, so none is missed.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="life">Reads the container's state.</param>
    public ContainerWait Register(WaitCondition condition, Func<ContainerLife> life)
    {
        lock (_lock)
        {
            var now = life();
            if (condition == WaitCondition.NotRunning && !now.IsSupervised)
            {
                return new ContainerWait(Task.FromResult(Response(now)));
            }

            var waiter = new Waiter(condition);
            _waiters.Add(waiter);
            return new ContainerWait(waiter.Result.Task, () => Remove(waiter));
        }
    }

    /// <summary>The first process has ended, for good or for now.</summary>
    public void Ended(ContainerLife life) => Tell(life, waiter => waiter.Condition != WaitCondition.Removed);

    /// <summary>The container is gone: whatever was waited for, nothing else will come.</summary>
    public void Removed(ContainerLife life) => Tell(life with { Error = "" }, _ => true);

    /// <summary>The container could not be removed.</summary>
    public void RemovalFailed(ContainerLife life) => Tell(life, waiter => waiter.Condition == WaitCondition.Removed);

    private void Tell(ContainerLife life, Func<Waiter, bool> whom)
    {
        lock (_lock)
        {
            for (int i = _waiters.Count - 1; i >= 0; i--)
            {
                if (whom(_waiters[i]))
                {
                    _waiters[i].Result.TrySetResult(Response(life));
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    private void Remove(Waiter waiter)
    {
        lock (_lock)
        {
            _waiters.Remove(waiter);
        }

        waiter.Result.TrySetCanceled();
    }

    private static ContainerWaitResponse Response(ContainerLife life) => new()
    {
        StatusCode = life.ExitCode,
        Error = life.Error.Length > 0 ? new ContainerWaitError { Message = life.Error } : null,
    };

    private sealed record Waiter(WaitCondition Condition)
    {
        public TaskCompletionSource<ContainerWaitResponse> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
