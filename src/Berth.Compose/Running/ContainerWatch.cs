using System.Collections.Concurrent;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>Tells waiters that something happened to a container of a project; nobody asks again and again.</summary>
internal sealed class ContainerWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);
    private readonly Task _loop;
    private volatile Exception? _failure;

    private ContainerWatch(IAsyncEnumerable<EventMessage> events) => _loop = FollowAsync(events);

    /// <summary>Begins to watch; what happens after the return is not missed.</summary>
    public static async Task<ContainerWatch> StartAsync(EngineCalls engine, string project, CancellationToken cancel)
    {
        var filters = Filters.Empty.With("type", "container").With("label", ComposeLabels.Project + "=" + project);
        return new ContainerWatch(await engine.System.EventsAsync(new EventsOptions { Filters = filters }, cancel).ConfigureAwait(false));
    }

    /// <summary>Completes with the next thing that happens to a container; take it before looking at the container's state.</summary>
    public Task Next(string id) => _failure is { } failure ? Task.FromException(failure) : _signals.GetOrAdd(id, _ => New()).Task;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FollowAsync(IAsyncEnumerable<EventMessage> events)
    {
        try
        {
            await foreach (var happened in events.WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                if (_signals.TryRemove(happened.Actor.ID, out var signal)) signal.SetResult();
            }

            Fail(new DockerException(DockerErrorKind.Unavailable, "the engine ended its stream of events"));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        catch (Exception e) when (e is DockerException or IOException)
        {
            Fail(e);
        }
    }

    private void Fail(Exception failure)
    {
        _failure = failure;
        foreach (string id in _signals.Keys)
        {
            if (_signals.TryRemove(id, out var signal)) signal.SetException(failure);
        }
    }
}
