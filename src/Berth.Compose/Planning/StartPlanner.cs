namespace Berth.Compose;

/// <summary>Plans the start of a project's containers in the order of their dependencies.</summary>
internal sealed class StartPlanner(ComposeProject project, IReadOnlyList<ObservedContainer> containers)
{
    private readonly Plan _plan = new();
    private readonly Dictionary<string, List<PlanNode>> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, AwaitedCondition Condition), PlanNode> _awaits = [];

    /// <summary>The plan; with <paramref name="wait"/> it ends when all are running or healthy.</summary>
    public Plan Plan(bool wait)
    {
        foreach (var service in ServiceOrder.Of(project)) Service(service);
        if (!wait) return _plan;
        foreach (var service in project.Services.Values)
        {
            bool completes = project.Services.Values.Any(s => s.DependsOn.TryGetValue(service.Name, out var d) && d.Condition == "service_completed_successfully");
            foreach (var container in Of(service.Name)) Await(service.Name, container, completes ? AwaitedCondition.Completed : AwaitedCondition.RunningOrHealthy, required: true);
        }

        return _plan;
    }

    private IEnumerable<ObservedContainer> Of(string service) => containers.Where(c => !c.IsOneOff && c.Service == service).OrderBy(c => c.Number);

    private void Service(ServiceConfig service)
    {
        var starts = _starts[service.Name] = [];
        if (service.Replicas == 0) return;
        var own = Of(service.Name).ToList();
        if (own.Count == 0) throw new ComposeException(service.Span, $"service \"{service.Name}\" has no container to start");
        if (own.All(c => c.IsRunning)) return;

        var before = service.DependsOn.SelectMany(d => Dependency(service, d.Key, d.Value)).ToList();
        foreach (var container in own.Where(c => !c.IsRunning))
        {
            starts.Add(_plan.Add(new PlanOp.StartContainer(service, container.Name, container.Id), "", before));
        }
    }

    private IEnumerable<PlanNode> Dependency(ServiceConfig service, string name, ServiceDependency dependency)
    {
        if (!project.Services.TryGetValue(name, out var target) || target.Replicas == 0) return [];
        var found = Of(name).ToList();
        if (found.Count == 0)
        {
            if (dependency.Required) throw new ComposeException(service.SpanOf("depends_on"), $"{service.Name} is missing dependency {name}");
            _plan.Warn($"{service.Name} is missing dependency {name}");
            return [];
        }

        return dependency.Condition switch
        {
            "service_healthy" => found.Select(c => Await(name, c, AwaitedCondition.Healthy, dependency.Required)),
            "service_completed_successfully" => found.Select(c => Await(name, c, AwaitedCondition.Completed, dependency.Required)),
            _ => _starts.GetValueOrDefault(name) ?? [],
        };
    }

    private PlanNode Await(string service, ObservedContainer container, AwaitedCondition condition, bool required)
    {
        if (_awaits.TryGetValue((container.Id, condition), out var known) && (((PlanOp.AwaitContainer)known.Op).Required || !required)) return known;
        return _awaits[(container.Id, condition)] =
            _plan.Add(new PlanOp.AwaitContainer(service, container.Name, container.Id, condition, required), "", _starts.GetValueOrDefault(service) ?? []);
    }
}
