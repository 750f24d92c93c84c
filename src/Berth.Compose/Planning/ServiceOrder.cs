namespace Berth.Compose;

/// <summary>Services in the order of what they depend on.</summary>
internal static class ServiceOrder
{
    /// <summary>Each service after all that it depends on; by name where nothing else decides.</summary>
    public static IReadOnlyList<ServiceConfig> Of(ComposeProject project)
    {
        var ordered = new List<ServiceConfig>(project.Services.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<(ServiceConfig Service, bool Entered)>();
        foreach (var root in project.Services.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            stack.Push((root, false));
            while (stack.TryPop(out var top))
            {
                if (top.Entered) ordered.Add(top.Service);
                else if (done.Add(top.Service.Name)) Enter(top.Service);
            }
        }

        return ordered;

        void Enter(ServiceConfig service)
        {
            stack.Push((service, true));
            foreach (string name in service.DependsOn.Keys.OrderByDescending(n => n, StringComparer.Ordinal))
            {
                if (project.Services.TryGetValue(name, out var dependency) && !done.Contains(name)) stack.Push((dependency, false));
            }
        }
    }

    /// <summary>The services whose containers this one refers to: shared namespaces, volumes, links.</summary>
    public static IEnumerable<string> References(ServiceConfig service)
    {
        foreach (string mode in new[] { service.NetworkMode, service.Ipc, service.Pid })
        {
            if (mode.StartsWith("service:", StringComparison.Ordinal)) yield return mode["service:".Length..];
        }

        foreach (string from in service.VolumesFrom)
        {
            if (!from.StartsWith("container:", StringComparison.Ordinal)) yield return from.Split(':')[0];
        }

        foreach (string link in service.Links) yield return link.Split(':')[0];
    }

    /// <summary>The service with references to others' containers put in place of their names.</summary>
    /// <param name="service">The service.</param>
    /// <param name="containerOf">The first container's id of a service, or null where it has none.</param>
    public static ServiceConfig Resolve(ServiceConfig service, Func<string, string?> containerOf)
    {
        if (!References(service).Any()) return service;
        return service with
        {
            NetworkMode = Mode(service.NetworkMode, "network namespace"),
            Ipc = Mode(service.Ipc, "IPC namespace"),
            Pid = Mode(service.Pid, "PID namespace"),
            VolumesFrom = [.. service.VolumesFrom.Select(VolumesFrom)],
        };

        string Mode(string mode, string what) => mode.StartsWith("service:", StringComparison.Ordinal) ? "container:" + Id(mode["service:".Length..], "share " + what + " with") : mode;

        string VolumesFrom(string from)
        {
            string[] parts = from.Split(':');
            return parts[0] == "container" ? string.Join(':', parts.Skip(1)) : string.Join(':', parts.Skip(1).Prepend(Id(parts[0], "share volumes with")));
        }

        string Id(string name, string what) => containerOf(name) ?? throw new ComposeException(service.Span, $"cannot {what} service {name}: container missing");
    }
}
