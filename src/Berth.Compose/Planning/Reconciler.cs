namespace Berth.Compose;

/// <summary>Compares a project with what the engine has and plans what makes them equal, up to containers that are made but not started.</summary>
internal sealed class Reconciler(ComposeProject project, ObservedState state, UpOptions options, ConfigHashes hashes)
{
    private readonly Plan _plan = new();
    private readonly Dictionary<string, List<PlanNode>> _created = new(StringComparer.Ordinal);
    private readonly HashSet<string> _renewed = new(StringComparer.Ordinal);
    private ResourcePlanner _resources = null!;

    /// <summary>The plan. A pure function of what was given; throws <see cref="ComposeException"/> for a project that can't be made.</summary>
    public Plan Reconcile()
    {
        CheckNames();
        var services = ServiceOrder.Of(project);
        foreach (var service in services.Where(s => s.Provider is not null))
        {
            throw new ComposeException(service.SpanOf("provider"), $"service {service.Name} is provided by the program {service.Provider!.Type}: providers are not supported by up");
        }

        _resources = new ResourcePlanner(project, state, options, hashes, _plan);
        _resources.Reconcile();
        Orphans();
        foreach (var service in services) Service(service);
        return _plan;
    }

    private void CheckNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in project.Services.Values.Where(s => s.ContainerName.Length > 0))
        {
            if (service.Replicas > 1)
            {
                throw new ComposeException(
                    service.SpanOf("container_name"),
                    $"service {service.Name} has {service.Replicas} replicas and the container name \"{service.ContainerName}\": names are unique; remove container_name to scale it");
            }

            if (!names.TryAdd(service.ContainerName, service.Name))
            {
                throw new ComposeException(
                    service.SpanOf("container_name"),
                    $"container name \"{service.ContainerName}\" is already in use by service {names[service.ContainerName]}; service {service.Name} needs another");
            }
        }
    }

    private void Orphans()
    {
        var orphans = state.Containers.Where(c => !c.IsOneOff && !project.Services.ContainsKey(c.Service) && !project.DisabledServices.ContainsKey(c.Service)).ToList();
        if (orphans.Count == 0 || options.IgnoreOrphans) return;
        if (!options.RemoveOrphans)
        {
            _plan.Warn($"Found orphan containers ([{string.Join(' ', orphans.Select(o => o.Name))}]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.");
            return;
        }

        foreach (var orphan in orphans) Remove(null, orphan, "its service is not in the Compose file");
    }

    private PlanNode Remove(ServiceConfig? service, ObservedContainer container, string cause)
    {
        var stop = _plan.Add(new PlanOp.StopContainer(service, container.Name, container.Id, options.Timeout, Silent: false), cause);
        return _plan.Add(new PlanOp.RemoveContainer(container.Name, container.Id, Volumes: false, Silent: false), "", stop);
    }

    private void Service(ServiceConfig service)
    {
        var policy = options.Services.Count == 0 || options.Services.Contains(service.Name) ? options.Recreate : options.RecreateDependencies;
        var existing = state.Of(service.Name).Select(c => (Container: c, Cause: RecreateCause(service, c, policy))).ToList();

        // Up-to-date containers stay before obsolete ones, low numbers before high ones.
        var kept = existing.OrderBy(e => e.Cause is not null).ThenBy(e => e.Container.Number).ToList();
        foreach (var (container, _) in kept.Skip(service.Replicas)) Remove(service, container, $"scaled to {service.Replicas}");

        var made = _created[service.Name] = [];
        var before = Before(service);
        foreach (var (container, cause) in kept.Take(service.Replicas))
        {
            if (cause is not null) made.Add(Recreate(service, container, cause, before));
            else if (container.IsRunning && !_resources.Displaced.ContainsKey(container.Id)) _plan.Add(new PlanOp.KeepContainer(container.Name, container.Id), "");
        }

        int next = existing.Select(e => e.Container.Number).DefaultIfEmpty().Max() + 1;
        for (int i = 0; i < service.Replicas - existing.Count; i++, next++)
        {
            made.Add(_plan.Add(new PlanOp.CreateContainer(service, Role(service, next, null), ComposeNames.Container(project, service, next), null), "", before));
        }

        if (made.Count > 0) _renewed.Add(service.Name);
    }

    /// <summary>Steps that make what a container of the service uses.</summary>
    private List<PlanNode?> Before(ServiceConfig service)
    {
        var before = new List<PlanNode?>();
        before.AddRange(service.Networks.Keys.Where(project.Networks.ContainsKey).Select(_resources.Network));
        before.AddRange(service.Volumes.Where(v => v.Type == "volume").Select(v => _resources.Volume(v.Source)));
        foreach (string name in ServiceReferences.Of(service)) before.AddRange(_created.GetValueOrDefault(name) ?? []);
        return before;
    }

    private ContainerRole Role(ServiceConfig service, int number, ObservedContainer? replaces) => new()
    {
        Number = number,
        ImageId = state.Images.TryGetValue(ComposeNames.Image(project, service), out var image) ? image.Id : "",
        Replaces = replaces is null ? "" : service.ContainerName.Length > 0 ? service.ContainerName : $"{service.Name}-{number}",
        EnvironmentFiles = options.EnvironmentFiles,
    };

    private PlanNode Recreate(ServiceConfig service, ObservedContainer old, string cause, List<PlanNode?> before)
    {
        string name = ComposeNames.Container(project, service, old.Number);
        var first = new List<PlanNode?>(before);
        first.AddRange(StopDependents(service));
        if (_resources.Displaced.TryGetValue(old.Id, out var displaced))
        {
            first.Add(displaced);
            if (displaced.Op is PlanOp.RemoveContainer) return _plan.Add(new PlanOp.CreateContainer(service, Role(service, old.Number, null), name, null), cause, first);
        }

        string interim = $"{old.Id[..12]}_{name}";
        var create = _plan.Add(new PlanOp.CreateContainer(service, Role(service, old.Number, old), interim, old), cause, first);
        var stop = _plan.Add(new PlanOp.StopContainer(service, old.Name, old.Id, options.Timeout, Silent: true), "", create);
        var remove = _plan.Add(new PlanOp.RemoveContainer(old.Name, old.Id, Volumes: false, Silent: true), "", stop);
        return _plan.Add(new PlanOp.RenameContainer(interim, name), "", remove);
    }

    /// <summary>Services that asked to be restarted with this one are stopped now; they start again after it.</summary>
    private IEnumerable<PlanNode> StopDependents(ServiceConfig service)
    {
        if (!_renewed.Add(service.Name)) yield break;
        foreach (var dependent in project.Services.Values.Where(s => s.DependsOn.TryGetValue(service.Name, out var d) && d.Restart))
        {
            foreach (var container in state.Of(dependent.Name).Where(c => c.IsRunning))
            {
                yield return _plan.Add(
                    new PlanOp.StopContainer(dependent, container.Name, container.Id, options.Timeout, Silent: false), $"{service.Name} is made anew");
            }
        }
    }

    private string? RecreateCause(ServiceConfig service, ObservedContainer container, RecreatePolicy policy)
    {
        if (policy == RecreatePolicy.Never) return null;
        if (policy == RecreatePolicy.Force) return "asked for";
        string? renewed = ServiceReferences.Of(service).FirstOrDefault(_renewed.Contains);
        if (renewed is not null) return $"{renewed} is made anew";

        var resolved = ServiceReferences.Resolve(service, name => state.Of(name).FirstOrDefault()?.Id);
        if (container.Label(ComposeLabels.ConfigHash) != hashes.Service(resolved)) return "its configuration has changed";
        string image = state.Images.TryGetValue(ComposeNames.Image(project, service), out var found) ? found.Id : "";
        if (container.Label(ComposeLabels.Image) != image) return $"its image has changed: {Short(container.Label(ComposeLabels.Image))} to {Short(image)}";
        return PublishModes.Differ(project, service, container)
            ? "the way in which its ports are published has changed"
            : NetworkCause(service, container) ?? VolumeCause(service, container);
    }

    private string? NetworkCause(ServiceConfig service, ObservedContainer container)
    {
        foreach (string key in service.Networks.Keys.Where(project.Networks.ContainsKey))
        {
            string name = project.Networks[key].Name;
            if (_resources.NewNetworks.Contains(name)) return $"network {name} is new";
            if (!container.IsRunning || !state.Networks.TryGetValue(name, out var network)) continue;
            if (!container.Summary.NetworkSettings.Networks.Values.Any(e => e.NetworkID == network.Id)) return $"it is not on network {name}";
        }

        return null;
    }

    private string? VolumeCause(ServiceConfig service, ObservedContainer container)
    {
        foreach (var volume in service.Volumes.Where(v => v.Type == "volume" && v.Source.Length > 0))
        {
            if (_resources.Volume(volume.Source) is not null) return $"volume {volume.Source} is new";
            if (!project.Volumes.TryGetValue(volume.Source, out var named)) continue;
            if (!container.Summary.Mounts.Any(m => m.Type == "volume" && m.Name == named.Name)) return $"it does not have volume {named.Name}";
        }

        return null;
    }

    private static string Short(string id) => id.Length == 0 ? "none" : id.Length > 19 ? id[..19] : id;
}
