namespace Berth.Compose;

/// <summary>Plans a project's end: containers in the reverse order of their dependencies, then networks, images, volumes.</summary>
/// <param name="project">The project from its files, or null where only its name is known.</param>
/// <param name="name">Its name.</param>
/// <param name="state">What the engine has.</param>
/// <param name="options">What was asked for.</param>
internal sealed class DownPlanner(ComposeProject? project, string name, ObservedState state, DownOptions options)
{
    private readonly Plan _plan = new();
    private readonly Dictionary<string, List<PlanNode>> _stopped = new(StringComparer.Ordinal);
    private readonly List<PlanNode> _removed = [];

    /// <summary>The plan.</summary>
    public Plan Plan()
    {
        var containers = state.Containers.Where(c => !c.IsOneOff || options.RemoveOrphans).ToList();
        var known = containers.Where(IsKnown).ToList();
        foreach (string service in ReverseOrder(known))
        {
            if (options.Services.Count > 0 && !options.Services.Contains(service)) continue;
            var dependents = Dependents(service, known).SelectMany(d => _stopped.GetValueOrDefault(d) ?? []).ToList();
            foreach (var container in known.Where(c => c.Service == service)) Remove(container, options.Volumes, dependents);
        }

        if (options.RemoveOrphans)
        {
            foreach (var orphan in containers.Where(c => !IsKnown(c))) Remove(orphan, volumes: false, []);
        }

        if (options.Services.Count == 0) Resources();
        if (_plan.Nodes.Count == 0) _plan.Warn($"No resource found to remove for project \"{name}\".");
        return _plan;
    }

    private bool IsKnown(ObservedContainer container) =>
        project is null || (!container.IsOneOff && (project.Services.ContainsKey(container.Service) || project.DisabledServices.ContainsKey(container.Service)));

    private void Remove(ObservedContainer container, bool volumes, IReadOnlyList<PlanNode> after)
    {
        var service = project?.Services.GetValueOrDefault(container.Service);
        var stop = _plan.Add(new PlanOp.StopContainer(service, container.Name, container.Id, options.Timeout, Silent: false), "", after);
        var remove = _plan.Add(new PlanOp.RemoveContainer(container.Name, container.Id, volumes, Silent: false), "", stop);
        if (!_stopped.TryGetValue(container.Service, out var steps)) _stopped[container.Service] = steps = [];
        steps.Add(remove);
        _removed.Add(remove);
    }

    private static IEnumerable<string> DependenciesOf(ObservedContainer container) =>
        LabelledProject.Dependencies(container).Select(d => d.Key);

    /// <summary>Dependents first. The order comes from the containers' own labels: the files may have changed since.</summary>
    private static List<string> ReverseOrder(List<ObservedContainer> containers)
    {
        var services = containers.Select(c => c.Service).Distinct(StringComparer.Ordinal).OrderBy(s => s, StringComparer.Ordinal).ToList();
        var ordered = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<(string Service, bool Entered)>();
        foreach (string root in services)
        {
            stack.Push((root, false));
            while (stack.TryPop(out var top))
            {
                if (top.Entered) ordered.Add(top.Service);
                if (top.Entered || !done.Add(top.Service)) continue;
                stack.Push((top.Service, true));
                foreach (string dependency in containers.Where(c => c.Service == top.Service).SelectMany(DependenciesOf))
                {
                    if (services.Contains(dependency) && !done.Contains(dependency)) stack.Push((dependency, false));
                }
            }
        }

        ordered.Reverse();
        return ordered;
    }

    private static IEnumerable<string> Dependents(string service, List<ObservedContainer> containers) =>
        containers.Where(c => DependenciesOf(c).Contains(service)).Select(c => c.Service).Distinct(StringComparer.Ordinal);

    private void Resources()
    {
        foreach (var network in state.Networks.Values.Where(n => n.Labels.GetValueOrDefault(ComposeLabels.Project) == name && !IsExternalNetwork(n.Name)))
        {
            _plan.Add(new PlanOp.RemoveNetwork(network.Name, network.Id), "", _removed);
        }

        foreach (string image in ImagesToRemove()) _plan.Add(new PlanOp.RemoveImage(image), "", _removed);
        if (!options.Volumes) return;
        var volumes = project is null
            ? state.Volumes.Values.Where(v => v.Labels?.GetValueOrDefault(ComposeLabels.Project) == name).Select(v => v.Name)
            : project.Volumes.Values.Where(v => !v.External && state.Volumes.ContainsKey(v.Name)).Select(v => v.Name);
        foreach (string volume in volumes.Distinct(StringComparer.Ordinal)) _plan.Add(new PlanOp.RemoveVolume(volume), "", _removed);
    }

    private bool IsExternalNetwork(string network) => project is not null && project.Networks.Values.Any(n => n.Name == network && n.External) && !project.Networks.Values.Any(n => n.Name == network && !n.External);

    private IEnumerable<string> ImagesToRemove()
    {
        if (project is null || options.Images is not ("all" or "local")) return [];
        return project.Services.Values.Where(s => s.Provider is null && (options.Images == "all" || s.Image.Length == 0))
            .Select(s => ComposeNames.Image(project, s)).Distinct(StringComparer.Ordinal);
    }
}
