using System.Collections.Concurrent;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>The steps that act on containers.</summary>
internal sealed class ContainerOps(ComposeProject project, EngineCalls engine, ConfigHashes hashes, IProgress<PlanProgress> progress, Action<string> warn)
{
    private readonly ContainerRequests _requests = new(project, hashes.Service, engine.Proxies);
    private readonly ConcurrentDictionary<string, string> _first = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _created = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<IReadOnlySet<string>>> _imageVolumes = new(StringComparer.Ordinal);

    /// <summary>Tells which containers services already have.</summary>
    public void Know(IEnumerable<ObservedContainer> containers)
    {
        foreach (var container in containers.Where(c => !c.IsOneOff).OrderBy(c => c.Number)) _first.TryAdd(container.Service, container.Id);
    }

    /// <summary>Does one step.</summary>
    public Task DoAsync(PlanOp op, CancellationToken cancel) => op switch
    {
        PlanOp.CreateContainer create => CreateAsync(create, cancel),
        PlanOp.StopContainer stop => StopAsync(stop, cancel),
        PlanOp.RemoveContainer remove => RemoveAsync(remove, cancel),
        PlanOp.RenameContainer rename => RenameAsync(rename, cancel),
        PlanOp.StartContainer start => StartAsync(start, cancel),
        PlanOp.RestartContainer restart => RestartAsync(restart, cancel),
        PlanOp.KillContainer kill => Told(kill.Subject, "Killing", "Killed", () => engine.Containers.KillAsync(kill.Id, kill.Signal, cancel)),
        PlanOp.PauseContainer { Pause: true } pause => Told(pause.Subject, "Pausing", "Paused", () => engine.Containers.PauseAsync(pause.Id, cancel)),
        PlanOp.PauseContainer unpause => Told(unpause.Subject, "Unpausing", "Unpaused", () => engine.Containers.UnpauseAsync(unpause.Id, cancel)),
        PlanOp.KeepContainer keep => Kept(keep),
        _ => throw new InvalidOperationException($"not a step for containers: {op}"),
    };

    private Task Kept(PlanOp.KeepContainer keep)
    {
        Tell(keep.Subject, "Running", PlanProgressKind.Done);
        return Task.CompletedTask;
    }

    private async Task CreateAsync(PlanOp.CreateContainer op, CancellationToken cancel)
    {
        string subject = op.Replaces is { } old ? "Container " + old.Name : op.Subject;
        Tell(subject, op.Replaces is null ? "Creating" : "Recreate", PlanProgressKind.Working);
        var service = ServiceReferences.Resolve(op.Service, name => _first.GetValueOrDefault(name));
        var inherited = op.Replaces?.Summary.Mounts ?? [];
        var volumes = inherited.Count > 0 ? await ImageVolumes(ComposeNames.Image(project, service)).ConfigureAwait(false) : new HashSet<string>();
        var request = _requests.Build(service, op.Role, await LinksAsync(service, op.Role, cancel).ConfigureAwait(false), inherited, volumes);
        string platform = service.Platform.Length > 0 ? service.Platform : project.Environment.GetValueOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        var created = await engine.Containers.CreateAsync(op.Name, platform.Length > 0 ? platform : null, request, cancel).ConfigureAwait(false);
        foreach (string warning in created.Warnings) warn(warning);
        _created[op.Name] = created.Id;
        if (op.Replaces is not null || op.Role.Number == 1) _first[service.Name] = created.Id;
        else _first.TryAdd(service.Name, created.Id);
        if (op.Replaces is null) Tell(subject, "Created", PlanProgressKind.Done);

        Task<IReadOnlySet<string>> ImageVolumes(string image) => _imageVolumes.GetOrAdd(image, async name =>
        {
            var inspect = await engine.Images.InspectAsync(name, cancel: cancel).ConfigureAwait(false);
            return (inspect.Config?.Volumes?.Keys ?? []).ToHashSet(StringComparer.Ordinal);
        });
    }

    /// <summary>Legacy links: each container of the linked service under the names that Compose has always given it.</summary>
    private async Task<IReadOnlyList<string>> LinksAsync(ServiceConfig service, ContainerRole role, CancellationToken cancel)
    {
        if (service.Links.Count == 0 && service.ExternalLinks.Count == 0) return [];
        var links = new List<string>();
        var containers = service.Links.Count > 0 ? await new StateObserver(engine).ContainersAsync(project.Name, cancel).ConfigureAwait(false) : [];
        foreach (string link in service.Links)
        {
            string[] parts = link.Split(':', 2);
            foreach (var container in containers.Where(c => !c.IsOneOff && c.Service == parts[0]))
            {
                links.Add($"{container.Name}:{parts[^1]}");
                links.Add($"{container.Name}:{parts[0]}-{Math.Max(role.Number, 1)}");
                links.Add($"{container.Name}:{project.Name}-{parts[0]}-{Math.Max(role.Number, 1)}");
            }
        }

        links.AddRange(service.ExternalLinks.Select(l => l.Contains(':', StringComparison.Ordinal) ? l : l + ":" + l));
        return links;
    }

    private async Task StopAsync(PlanOp.StopContainer op, CancellationToken cancel)
    {
        if (!op.Silent) Tell(op.Subject, "Stopping", PlanProgressKind.Working);
        try
        {
            await HooksAsync(op.Service?.PreStop ?? [], op.Id, cancel).ConfigureAwait(false);
            await engine.Containers.StopAsync(op.Id, op.Timeout, null, cancel).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind is DockerErrorKind.NotFound or DockerErrorKind.Conflict)
        {
            // It has gone, or stopped, by itself.
        }

        if (!op.Silent) Tell(op.Subject, "Stopped", PlanProgressKind.Done);
    }

    private async Task RemoveAsync(PlanOp.RemoveContainer op, CancellationToken cancel)
    {
        if (!op.Silent) Tell(op.Subject, "Removing", PlanProgressKind.Working);
        try
        {
            await engine.Containers.RemoveAsync(op.Id, force: !op.Silent, volumes: op.Volumes, cancel: cancel).ConfigureAwait(false);
        }
        catch (DockerException e) when (e.Kind is DockerErrorKind.NotFound or DockerErrorKind.Conflict)
        {
            // It has gone, or someone else removes it.
        }

        if (!op.Silent) Tell(op.Subject, "Removed", PlanProgressKind.Done);
    }

    private async Task RenameAsync(PlanOp.RenameContainer op, CancellationToken cancel)
    {
        await engine.Containers.RenameAsync(_created.TryGetValue(op.From, out string? id) ? id : op.From, op.Name, cancel).ConfigureAwait(false);
        Tell("Container " + op.Name, "Recreated", PlanProgressKind.Done);
    }

    private async Task StartAsync(PlanOp.StartContainer op, CancellationToken cancel)
    {
        Tell(op.Subject, "Starting", PlanProgressKind.Working);
        await new FileInjection(project, engine.Containers).InjectAsync(op.Service, op.Id, cancel).ConfigureAwait(false);
        await engine.Containers.StartAsync(op.Id, cancel: cancel).ConfigureAwait(false);
        await HooksAsync(op.Service.PostStart, op.Id, cancel).ConfigureAwait(false);
        Tell(op.Subject, "Started", PlanProgressKind.Done);
    }

    private async Task RestartAsync(PlanOp.RestartContainer op, CancellationToken cancel)
    {
        Tell(op.Subject, "Restarting", PlanProgressKind.Working);
        await HooksAsync(op.Service?.PreStop ?? [], op.Id, cancel).ConfigureAwait(false);
        await engine.Containers.RestartAsync(op.Id, op.Timeout, null, cancel).ConfigureAwait(false);
        await HooksAsync(op.Service?.PostStart ?? [], op.Id, cancel).ConfigureAwait(false);
        Tell(op.Subject, "Started", PlanProgressKind.Done);
    }

    private async Task HooksAsync(IReadOnlyList<ServiceHook> hooks, string id, CancellationToken cancel)
    {
        foreach (var hook in hooks) await new HookRunner(engine).RunAsync(id, hook, cancel).ConfigureAwait(false);
    }

    private async Task Told(string subject, string begins, string ends, Func<Task> call)
    {
        Tell(subject, begins, PlanProgressKind.Working);
        await call().ConfigureAwait(false);
        Tell(subject, ends, PlanProgressKind.Done);
    }

    private void Tell(string subject, string text, PlanProgressKind kind) => progress.Report(new PlanProgress(subject, text, kind));
}
