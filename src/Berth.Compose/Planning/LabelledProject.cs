namespace Berth.Compose;

/// <summary>A project whose files aren't at hand, as its containers' labels tell of it.</summary>
internal static class LabelledProject
{
    /// <summary>The services that have containers, or those named and what they depend on.</summary>
    /// <exception cref="ComposeException">The project has no container, or a named service has none.</exception>
    public static ComposeProject Of(string name, IReadOnlyList<ObservedContainer> containers, IReadOnlyList<string> services)
    {
        var all = containers.Where(c => !c.IsOneOff).GroupBy(c => c.Service, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        if (all.Count == 0) throw new ComposeException($"no container found for project \"{name}\": not found");
        var kept = new Dictionary<string, ServiceConfig>(StringComparer.Ordinal);
        var open = new Stack<string>(services.Count > 0 ? services : all.Keys);
        while (open.TryPop(out string? service))
        {
            if (kept.ContainsKey(service)) continue;
            if (!all.TryGetValue(service, out var container)) throw new ComposeException($"no such service: {service}");
            var dependencies = Dependencies(container).Where(d => all.ContainsKey(d.Key)).DistinctBy(d => d.Key).ToDictionary(StringComparer.Ordinal);
            kept[service] = new ServiceConfig { Name = service, DependsOn = dependencies };
            foreach (string dependency in dependencies.Keys) open.Push(dependency);
        }

        return new ComposeProject { Name = name, WorkingDirectory = "/", Services = kept };
    }

    /// <summary>What a container's label says of its service's dependencies: <c>NAME:CONDITION:RESTART</c>, with commas between.</summary>
    public static IEnumerable<KeyValuePair<string, ServiceDependency>> Dependencies(ObservedContainer container)
    {
        foreach (string entry in container.Label(ComposeLabels.DependsOn).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split(':');
            yield return KeyValuePair.Create(parts[0], new ServiceDependency
            {
                Condition = parts.Length > 1 ? parts[1] : "service_started",
                Restart = parts.Length > 2 && parts[2] == "true",
                Required = true,
            });
        }
    }
}
