namespace Berth.Compose;

/// <summary>Plans what acts on the containers that a project has: stop, restart, kill, pause, remove.</summary>
internal sealed class LifecyclePlanner(ComposeProject? project, IReadOnlyList<ObservedContainer> containers)
{
    private readonly Plan _plan = new();

    /// <summary>Stops the running ones, dependents first.</summary>
    public Plan Stop(int? timeout)
    {
        var running = containers.Where(c => c.Summary.State is "running" or "restarting" or "paused").ToList();
        var steps = new Dictionary<string, List<PlanNode>>(StringComparer.Ordinal);
        foreach (string service in Enumerable.Reverse(InOrder(running)))
        {
            var dependents = running.Where(c => Dependencies(c).Contains(service)).SelectMany(c => steps.GetValueOrDefault(c.Service) ?? []).ToList();
            steps[service] = [.. running.Where(c => c.Service == service)
                .Select(c => _plan.Add(new PlanOp.StopContainer(Config(c), c.Name, c.Id, timeout, Silent: false), "", dependents))];
        }

        return _plan;
    }

    /// <summary>Restarts services, and those that depend on them with <c>restart: true</c>, each once what it depends on so is as it must be.</summary>
    /// <param name="services">The services; none: all.</param>
    /// <param name="timeout">Seconds before a container is killed; null: as it says itself.</param>
    /// <param name="alone">The dependents are left alone.</param>
    public Plan Restart(IReadOnlyList<string> services, int? timeout, bool alone)
    {
        var chosen = services.Count == 0 ? containers.Select(c => c.Service).ToHashSet(StringComparer.Ordinal) : services.ToHashSet(StringComparer.Ordinal);
        while (!alone && containers.FirstOrDefault(c => !chosen.Contains(c.Service) && Restarting(c).Any(d => chosen.Contains(d.Key))) is { } dependent) chosen.Add(dependent.Service);

        var restarted = containers.Where(c => chosen.Contains(c.Service)).ToList();
        var steps = new Dictionary<string, List<PlanNode>>(StringComparer.Ordinal);
        var awaits = new Dictionary<(string Id, AwaitedCondition Condition), PlanNode>();
        foreach (string service in InOrder(restarted))
        {
            var own = restarted.Where(c => c.Service == service).ToList();
            var before = alone ? [] : own.SelectMany(Restarting).DistinctBy(d => d.Key).SelectMany(d => Ready(d.Key, d.Value)).ToList();
            steps[service] = [.. own.Select(c => _plan.Add(new PlanOp.RestartContainer(Config(c), c.Name, c.Id, timeout), "", before))];
        }

        return _plan;

        // What must be done before a dependent restarts: a dependency that isn't restarted is as it was.
        IEnumerable<PlanNode> Ready(string dependency, ServiceDependency how)
        {
            if (!steps.TryGetValue(dependency, out var restarts)) return [];
            AwaitedCondition? condition = how.Condition switch
            {
                "service_healthy" => AwaitedCondition.Healthy,
                "service_completed_successfully" => AwaitedCondition.Completed,
                _ => null,
            };
            if (condition is not { } awaited) return restarts;
            return restarted.Where(c => c.Service == dependency).Select(c => awaits.TryGetValue((c.Id, awaited), out var known)
                ? known
                : awaits[(c.Id, awaited)] = _plan.Add(new PlanOp.AwaitContainer(dependency, c.Name, c.Id, awaited, how.Required), "", restarts));
        }
    }

    /// <summary>Sends a signal to the running ones.</summary>
    public Plan Kill(string? signal)
    {
        foreach (var c in containers.Where(c => c.Summary.State is "running" or "restarting" or "paused")) _plan.Add(new PlanOp.KillContainer(c.Name, c.Id, signal), "");
        return _plan;
    }

    /// <summary>Freezes the running ones, or thaws the frozen ones.</summary>
    public Plan Pause(bool pause)
    {
        foreach (var c in containers.Where(c => c.Summary.State == (pause ? "running" : "paused"))) _plan.Add(new PlanOp.PauseContainer(c.Name, c.Id, pause), "");
        return _plan;
    }

    /// <summary>Removes those that don't run; with <paramref name="stop"/>, stops them first.</summary>
    public Plan Remove(bool stop, bool volumes)
    {
        foreach (var c in containers)
        {
            bool runs = c.Summary.State is "running" or "restarting" or "paused";
            if (runs && !stop) continue;
            var stopped = runs ? _plan.Add(new PlanOp.StopContainer(Config(c), c.Name, c.Id, null, Silent: false), "") : null;
            _plan.Add(new PlanOp.RemoveContainer(c.Name, c.Id, volumes, Silent: false), "", stopped);
        }

        return _plan;
    }

    private ServiceConfig? Config(ObservedContainer container) => project?.Services.GetValueOrDefault(container.Service);

    /// <summary>What a container's service depends on so that it restarts with it.</summary>
    private IEnumerable<KeyValuePair<string, ServiceDependency>> Restarting(ObservedContainer container) =>
        (Config(container)?.DependsOn ?? LabelledProject.Dependencies(container)).Where(d => d.Value.Restart);

    private static IEnumerable<string> Dependencies(ObservedContainer container) =>
        LabelledProject.Dependencies(container).Select(d => d.Key);

    /// <summary>Services, each after those that its containers' labels say it depends on.</summary>
    private static List<string> InOrder(IReadOnlyList<ObservedContainer> containers)
    {
        var dependencies = containers.GroupBy(c => c.Service, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.SelectMany(Dependencies).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var ordered = new List<string>();
        var left = dependencies.Keys.Order(StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var next = left.Where(s => !dependencies[s].Any(left.Contains)).ToList();
            if (next.Count == 0) next = left;   // a cycle in old labels: any order is as good
            ordered.AddRange(next);
            left = [.. left.Except(next)];
        }

        return ordered;
    }
}
