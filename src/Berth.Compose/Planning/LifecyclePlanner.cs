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

    /// <summary>Restarts all, dependencies first.</summary>
    public Plan Restart(int? timeout)
    {
        var steps = new Dictionary<string, List<PlanNode>>(StringComparer.Ordinal);
        foreach (string service in InOrder(containers))
        {
            var own = containers.Where(c => c.Service == service).ToList();
            var before = own.SelectMany(Dependencies).Distinct(StringComparer.Ordinal).SelectMany(d => steps.GetValueOrDefault(d) ?? []).ToList();
            steps[service] = [.. own.Select(c => _plan.Add(new PlanOp.RestartContainer(Config(c), c.Name, c.Id, timeout), "", before))];
        }

        return _plan;
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
