namespace Berth.Compose;

/// <summary>References of a service to other services' containers.</summary>
internal static class ServiceReferences
{
    /// <summary>The services whose containers this one refers to: shared namespaces, volumes, links.</summary>
    public static IEnumerable<string> Of(ServiceConfig service)
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
        if (!Of(service).Any()) return service;
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
