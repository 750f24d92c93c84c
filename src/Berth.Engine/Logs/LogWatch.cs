using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>Tells a log's follower of changes in the log's folder, by inotify, and of the end of the run that writes to it.</summary>
internal sealed class LogWatch : ILogWatch, IReactive
{
    private readonly Reactor _reactor;
    private readonly Inotify _inotify = new();
    private readonly ReadySignal _changed = new();
    private readonly ContainerWait? _end;
    private readonly ulong _number;
    private volatile bool _ended;

    /// <summary>Begins to watch.</summary>
    public LogWatch(Container container, Reactor reactor)
    {
        _reactor = reactor;

        // The folder, not the file: the file is made with the first line, and renamed when it is full.
        _inotify.Watch(container.Files.StateFolder, InotifyEvents.Modified | InotifyEvents.MovedTo | InotifyEvents.Created);
        _number = reactor.Add(_inotify.Handle, EpollEvents.In, this);
        var life = container.Life;
        if (!life.IsAlive)
        {
            _ended = life.Status != ContainerStatus.Restarting;
        }

        // The next end, be it for good or until a restart: Docker's followers go then, and clients come again with the next start.
        _end = container.Waits.Register(WaitCondition.NextExit, () => container.Life);
        _ = _end.Result.ContinueWith(_ => End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public bool HasEnded => _ended;

    /// <inheritdoc/>
    public async ValueTask WaitAsync(CancellationToken cancel)
    {
        await _changed.WaitAsync(cancel).ConfigureAwait(false);

        // Here and not on the reactor's thread: only the reader disposes this.
        while (_inotify.TryRead(out _, out _, out _))
        {
        }
    }

    /// <inheritdoc/>
    public void Ready(EpollEvents events) => _changed.Set();

    /// <inheritdoc/>
    public void Dispose()
    {
        _end?.Dispose();
        _reactor.Remove(_inotify.Handle, _number);
        _inotify.Dispose();
    }

    private void End()
    {
        _ended = true;
        _changed.Set();
    }
}
