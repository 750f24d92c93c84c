using Berth.Linux;

namespace Berth.Cli;

/// <summary>
/// Lets several connections be read and written at a time by the thread that waits for all of them: what was awaited goes on in it. A command that does many
/// things at once needs no other thread, and no pool of them starts.
/// </summary>
internal sealed class Reactor : IDisposable
{
    private const ulong WakeUp = ulong.MaxValue;
    private readonly Epoll _epoll = new();
    private readonly EventFd _wake = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Watch> _watches = [];

    /// <summary>Makes one that waits for nothing yet.</summary>
    public Reactor() => _epoll.Add(_wake.Handle, EpollEvents.In, WakeUp);

    /// <summary>Waits until a descriptor can be read or has ended.</summary>
    public Task ReadableAsync(int descriptor) => WaitAsync(descriptor, write: false);

    /// <summary>Waits until a descriptor can be written.</summary>
    public Task WritableAsync(int descriptor) => WaitAsync(descriptor, write: true);

    /// <summary>A descriptor is about to be closed: whoever waits for it goes on.</summary>
    public void Forget(int descriptor)
    {
        Watch? watch;
        lock (_gate)
        {
            if (!_watches.Remove(descriptor, out watch))
                return;
            _epoll.Remove(descriptor);
        }
        watch.Reader?.TrySetResult();
        watch.Writer?.TrySetResult();
    }

    /// <summary>Serves the connections until something is done.</summary>
    /// <exception cref="Exception">What it ended with.</exception>
    public T Run<T>(Task<T> task)
    {
        Run((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Serves the connections until something is done.</summary>
    /// <exception cref="Exception">What it ended with.</exception>
    public void Run(Task task)
    {
        if (!task.IsCompleted)
            task.ContinueWith(static (_, self) => ((Reactor)self!)._wake.Signal(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            var count = _epoll.Wait();
            for (var i = 0; i < count; i++)
            {
                var ready = _epoll[i];
                if (ready.Data == WakeUp)
                    _wake.Drain();
                else
                    Serve((int)ready.Data, ready.Events);
            }
        }
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _epoll.Dispose();
        _wake.Dispose();
    }

    private Task WaitAsync(int descriptor, bool write)
    {
        lock (_gate)
        {
            var isNew = !_watches.TryGetValue(descriptor, out var watch);
            if (isNew)
                _watches[descriptor] = watch = new Watch();
            // Whoever waits goes on in the thread that runs the loop.
            var source = new TaskCompletionSource();
            if (write)
                watch!.Writer = source;
            else
                watch!.Reader = source;
            if (isNew)
                _epoll.Add(descriptor, watch.Events, (ulong)descriptor);
            else
                _epoll.Modify(descriptor, watch.Events, (ulong)descriptor);
            return source.Task;
        }
    }

    private void Serve(int descriptor, EpollEvents events)
    {
        TaskCompletionSource? reader = null, writer = null;
        lock (_gate)
        {
            if (!_watches.TryGetValue(descriptor, out var watch))
                return;
            if ((events & ~EpollEvents.Out) != 0)
                (reader, watch.Reader) = (watch.Reader, null);
            if ((events & (EpollEvents.Out | EpollEvents.Error | EpollEvents.HangUp)) != 0)
                (writer, watch.Writer) = (watch.Writer, null);
            if (watch.Events == EpollEvents.None)
            {
                _watches.Remove(descriptor);
                _epoll.Remove(descriptor);
            }
            else
            {
                _epoll.Modify(descriptor, watch.Events, (ulong)descriptor);
            }
        }
        reader?.TrySetResult();
        writer?.TrySetResult();
    }

    private sealed class Watch
    {
        public TaskCompletionSource? Reader { get; set; }

        public TaskCompletionSource? Writer { get; set; }

        public EpollEvents Events => (Reader is null ? EpollEvents.None : EpollEvents.In) | (Writer is null ? EpollEvents.None : EpollEvents.Out);
    }
}
