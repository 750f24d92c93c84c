using System.Collections.Concurrent;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>The logs of a project's containers side by side; when it follows, also those of containers that start later.</summary>
internal sealed class LogView(EngineCalls engine, string project, LogOptions options, ILogSink sink)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Task> _pumps = new(StringComparer.Ordinal);

    /// <summary>Shows them to their end, or until it is cancelled.</summary>
    public async Task RunAsync(IReadOnlyList<string> services, int index, CancellationToken cancel)
    {
        var observer = new StateObserver(engine);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var events = options.Follow ? await EventsAsync(over.Token).ConfigureAwait(false) : null;
        var containers = (await observer.ContainersAsync(project, cancel).ConfigureAwait(false))
            .Where(c => !c.IsOneOff && IsWanted(c.Service, services) && (index == 0 || c.Number == index)).OrderBy(c => c.Service, StringComparer.Ordinal).ThenBy(c => c.Number).ToList();
        var sources = containers.ToDictionary(c => c.Id, Source, StringComparer.Ordinal);
        foreach (var source in sources.Values) sink.Register(source);
        if (!options.Follow)
        {
            // One after another in their order would hold all of the later ones back; together, as Compose shows them.
            await Task.WhenAll(containers.Select(c => ShowAsync(c.Id, sources[c.Id], options, cancel))).ConfigureAwait(false);
            return;
        }

        foreach (var container in containers) _pumps[container.Id] = ShowAsync(container.Id, sources[container.Id], options, cancel);
        var watch = WatchAsync(events!, services, over.Token);
        while (Running() is { Length: > 0 } pumps) await Task.WhenAny(Task.WhenAll(pumps), watch).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>What stands before a container's lines: its name without the project's.</summary>
    public static string LabelOf(string project, ObservedContainer container) =>
        container.Name.StartsWith(project + "-", StringComparison.Ordinal) ? container.Name[(project.Length + 1)..] : container.Name;

    private static bool IsWanted(string service, IReadOnlyList<string> services) => services.Count == 0 || services.Contains(service);

    private LogSource Source(ObservedContainer container) => new(container.Service, container.Name, LabelOf(project, container));

    private Task[] Running() => [.. _pumps.Values.Where(p => !p.IsCompleted)];

    private Task<IAsyncEnumerable<EventMessage>> EventsAsync(CancellationToken cancel) => engine.System.EventsAsync(
        new EventsOptions { Filters = Filters.Empty.With("type", "container").With("event", "start").With("label", ComposeLabels.Project + "=" + project) }, cancel);

    private async Task ShowAsync(string id, LogSource source, LogOptions log, CancellationToken cancel)
    {
        try
        {
            await using var output = await engine.Containers.LogsAsync(id, log, cancel).ConfigureAwait(false);
            await new LogPump(source, sink, _gate).RunAsync(output, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Nobody wants more.
        }
        catch (DockerException e) when (e.Kind is DockerErrorKind.NotFound or DockerErrorKind.Conflict)
        {
            // It has been removed meanwhile.
        }
    }

    private async Task WatchAsync(IAsyncEnumerable<EventMessage> events, IReadOnlyList<string> services, CancellationToken cancel)
    {
        try
        {
            await foreach (var happened in events.WithCancellation(cancel).ConfigureAwait(false))
            {
                string id = happened.Actor.ID;
                if (!IsWanted(happened.Actor.Attributes.GetValueOrDefault(ComposeLabels.Service, ""), services)) continue;
                if (_pumps.TryGetValue(id, out var pump) && !pump.IsCompleted) continue;
                var found = (await new StateObserver(engine).ContainersAsync(project, cancel).ConfigureAwait(false)).FirstOrDefault(c => c.Id == id && !c.IsOneOff);
                if (found is null) continue;
                var source = Source(found);
                lock (_gate) sink.Register(source);
                _pumps[id] = ShowAsync(id, source, options with { Since = happened.TimeNano, Tail = null }, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // All is over.
        }
        catch (Exception e) when (e is DockerException or IOException)
        {
            // Without events, what is shown already goes on.
        }
    }
}
