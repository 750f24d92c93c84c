using System.Collections.Concurrent;
using System.Globalization;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>
/// An <c>up</c> that shows output: attaches before the start so that no line is lost, follows what starts later, and ends when every container has
/// ended or the user wants it.
/// </summary>
internal sealed class AttachedUp(ComposeApp app, EngineCalls engine, ComposeProject project, AttachedUpOptions options, ILogSink sink, Interrupts interrupts)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, LogSource> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _attached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);   // will run in this up, and have not ended yet
    private readonly List<Task> _pumps = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private int? _status;
    private bool _isStopping;
    private Task _stop = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;

    /// <summary>Shows, starts and waits.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(IReadOnlyList<ObservedContainer> containers, Func<CancellationToken, Task> start)
    {
        var shown = containers.Where(c => project.Services.ContainsKey(c.Service) && IsShown(c.Service)).ToList();
        var labels = shown.ConvertAll(container => Register(container).Label);
        labels.Sort(StringComparer.Ordinal);
        if (labels.Count > 0) sink.Attaching(labels);
        var filters = Filters.Empty.With("type", "container").With("label", ComposeLabels.Project + "=" + project.Name);
        var events = await engine.System.EventsAsync(new EventsOptions { Filters = filters }, _over.Token).ConfigureAwait(false);
        var watch = WatchAsync(events);
        foreach (var container in shown) await AttachAsync(container).ConfigureAwait(false);
        foreach (var container in containers.Where(c => c.IsRunning && project.Services.ContainsKey(c.Service))) Began(container.Id);
        // What is quick may have ended before its start is heard of: its end is waited for, or its line and its status would be lost.
        foreach (var container in containers.Where(c => c.Summary.State is "created" or "running" or "exited" && project.Services.ContainsKey(c.Service))) Await(container.Id);

        using var first = interrupts.First.Register(() => Stop("Gracefully Stopping... press Ctrl+C again to force"));
        using var second = interrupts.Second.Register(Kill);
        try
        {
            await start(interrupts.First).ConfigureAwait(false);
            BeginWatch();
            lock (_gate)
            {
                if (_running.Count == 0 && _awaited.Count == 0 && options.Watch is null) _ended.TrySetResult();
            }
        }
        catch (OperationCanceledException) when (interrupts.First.IsCancellationRequested)
        {
            // The user ended it during the start; the stop goes on.
            _ended.TrySetResult();
        }

        await _ended.Task.ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await _stop.ConfigureAwait(false);
        await Task.WhenAll(Pumps()).ConfigureAwait(false);
        await _over.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        return _status ?? (interrupts.First.IsCancellationRequested ? 130 : 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    private Task[] Pumps()
    {
        lock (_gate) return [.. _pumps];
    }

    private bool IsShown(string service) =>
        !options.NoAttach.Contains(service) && (options.Attach.Count > 0 ? options.Attach.Contains(service) : project.Services[service].Attach ?? true);

    private LogSource Register(ObservedContainer container) => _sources.GetOrAdd(container.Id, _ =>
    {
        var source = new LogSource(container.Service, container.Name, LogView.LabelOf(project.Name, container));
        lock (_gate) sink.Register(source);
        return source;
    });

    private async Task AttachAsync(ObservedContainer container)
    {
        var stream = await engine.Containers.AttachAsync(container.Id, new AttachOptions { Stream = true, Stdout = true, Stderr = true }, _over.Token).ConfigureAwait(false);
        _attached[container.Id] = true;
        var source = _sources[container.Id];
        Pump(async () =>
        {
            await using (stream) await new LogPump(source, sink, _gate).RunAsync(stream, _over.Token).ConfigureAwait(false);
        });
    }

    private void Pump(Func<Task> pump)
    {
        lock (_gate) _pumps.Add(Task.Run(pump));
    }

    private void Began(string id)
    {
        lock (_gate) _running.Add(id);
    }

    private void Await(string id)
    {
        lock (_gate) _awaited.Add(id);
    }

    private async Task WatchAsync(IAsyncEnumerable<EventMessage> events)
    {
        try
        {
            await foreach (var happened in events.WithCancellation(_over.Token).ConfigureAwait(false)) await HappenedAsync(happened).ConfigureAwait(false);
            _ended.TrySetException(new DockerException(DockerErrorKind.Unavailable, "the engine ended its stream of events"));
        }
        catch (OperationCanceledException)
        {
            // All is over.
        }
        catch (Exception e) when (e is DockerException or IOException)
        {
            _ended.TrySetException(e);
        }
    }

    private async Task HappenedAsync(EventMessage happened)
    {
        var labels = happened.Actor.Attributes;
        if (labels.GetValueOrDefault(ComposeLabels.OneOff) == "True" || !project.Services.ContainsKey(labels.GetValueOrDefault(ComposeLabels.Service, ""))) return;
        switch (happened.Action)
        {
            case "start":
                Began(happened.Actor.ID);
                // The attached stream lives as long as the container, restarts included; others are followed by their log.
                if (!_attached.ContainsKey(happened.Actor.ID)) await FollowAsync(happened).ConfigureAwait(false);
                break;
            case "die":
                await DiedAsync(happened).ConfigureAwait(false);
                break;
        }
    }

    private async Task FollowAsync(EventMessage happened)
    {
        var summary = (await app.ContainersAsync(project.Name, [], _over.Token).ConfigureAwait(false)).FirstOrDefault(c => c.Id == happened.Actor.ID);
        if (summary is null || !IsShown(summary.Service)) return;
        var source = Register(summary);
        var output = await engine.Containers.LogsAsync(summary.Id, new LogOptions { Stdout = true, Stderr = true, Follow = true, Since = happened.TimeNano }, _over.Token).ConfigureAwait(false);
        Pump(async () =>
        {
            await using (output) await new LogPump(source, sink, _gate).RunAsync(output, _over.Token).ConfigureAwait(false);
        });
    }

    private async Task DiedAsync(EventMessage happened)
    {
        string id = happened.Actor.ID;
        int code = int.TryParse(happened.Actor.Attributes.GetValueOrDefault("exitCode"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int c) ? c : 0;
        bool again = await RestartsAsync(id).ConfigureAwait(false);
        if (_sources.TryGetValue(id, out var source))
        {
            lock (_gate) sink.Status(source, again ? $"exited with code {code} (restarting)" : $"exited with code {code}");
        }

        string service = happened.Actor.Attributes.GetValueOrDefault(ComposeLabels.Service, "");
        if (options.ExitCodeFrom == service && !again) _status ??= code;
        if (again) return;
        bool isLast;
        lock (_gate)
        {
            _running.Remove(id);
            _awaited.Remove(id);
            isLast = _running.Count == 0 && _awaited.Count == 0;
        }

        if (options.AbortOnExit || (options.AbortOnFailure && code != 0))
        {
            if (options.ExitCodeFrom is null) _status ??= code;
            Stop("Aborting on container exit...");
        }

        if (isLast && await IsOverAsync().ConfigureAwait(false)) _ended.TrySetResult();
    }

    // What has ended may be started again by a watch.
    private async Task<bool> IsOverAsync() => _isStopping || (options.Watch is null && await AllEndedAsync().ConfigureAwait(false));

    private void BeginWatch()
    {
        if (options.Watch is not { } watch) return;
        _watching = Task.Run(async () =>
        {
            try
            {
                await watch(project, interrupts.First).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or ComposeException or DockerException)
            {
                lock (_gate) sink.Status(new LogSource("", "", ""), "Watch disabled: " + e.Message);
            }
        });
    }

    private async Task<bool> RestartsAsync(string id)
    {
        try
        {
            var found = await engine.Containers.InspectAsync(id, cancel: _over.Token).ConfigureAwait(false);
            return found.State.Restarting || (found.State.Running && !_isStopping);
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>Nothing runs, and nothing waits for its dependencies to be started either.</summary>
    private async Task<bool> AllEndedAsync()
    {
        var containers = await app.ContainersAsync(project.Name, [], _over.Token).ConfigureAwait(false);
        return containers.Where(c => project.Services.ContainsKey(c.Service)).All(c => c.Summary.State is "exited" or "dead");
    }

    private void Stop(string text)
    {
        lock (_gate)
        {
            if (_isStopping) return;
            _isStopping = true;
            sink.Status(new LogSource("", "", ""), text);
            _stop = Task.Run(async () =>
            {
                await app.StopAsync(project, project.Name, [.. project.Services.Keys], options.Timeout).ConfigureAwait(false);
                _ended.TrySetResult();
            });
        }
    }

    private void Kill() => _ = Task.Run(() => app.KillAsync(project, project.Name, [.. project.Services.Keys], null));
}
