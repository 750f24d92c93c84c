namespace Berth.Compose;

/// <summary>What of a loaded project can't be honoured: a row an attribute. <c>config</c> prints all of it; <c>up</c> refuses it or, where told to, leaves it out.</summary>
public static class EngineSupport
{
    private const string BuiltInNetworks = "bridge, host and none";

    // What the front end would have to do itself, whatever the engine.
    private static readonly Row[] FrontEnd =
    [
        new(["models"], static s => s.Models.Count > 0, static _ => "language models need a model runner, which there is none of", static s => s with { Models = ComposeMap<ServiceModel?>.Empty }),
        new(["use_api_socket"], static s => s.UseApiSocket, static _ => "the engine's socket is not given to containers: mount it (\"/var/run/docker.sock\")", static s => s with { UseApiSocket = false }),
    ];

    // What Berth's own engine lacks.
    private static readonly Row[] Engine =
    [
        new(["gpus"], static s => s.Gpus.Count > 0, static _ => "no driver for GPUs", static s => s with { Gpus = [] }),
        new(["deploy", "resources", "reservations", "devices"], static s => s.Deploy?.Resources.Reservations is { Devices.Count: > 0 }, static _ => "no drivers for device requests", WithoutDeviceRequests),
        new(["runtime"], static s => s.Runtime is not ("" or "runc" or "io.containerd.runc.v2"), static s => $"no runtime \"{s.Runtime}\": there is only its own, \"runc\"", static s => s with { Runtime = "" }),
        new(["isolation"], static s => s.Isolation is not ("" or "default"), static s => $"isolation \"{s.Isolation}\" is for Windows", static s => s with { Isolation = "" }),
        new(["credential_spec"], static s => s.CredentialSpec is not null, static _ => "credential specifications are for Windows", static s => s with { CredentialSpec = null }),
        new(["logging", "driver"], static s => s.Logging?.Driver is not (null or "" or "json-file" or "local" or "none"), static s => $"no logging driver \"{s.Logging!.Driver}\": there are json-file, local and none", static s => s with { Logging = null }),
        new(["volumes"], static s => s.Volumes.Any(IsForeign), static s => $"no mounts of type \"{s.Volumes.First(IsForeign).Type}\"", static s => s with { Volumes = [.. s.Volumes.Where(volume => !IsForeign(volume))] }),
    ];

    // The path of an attribute of a service, whether it asks for more than there is, what is said then, and the service without it.
    private sealed record Row(string[] Path, Func<ServiceConfig, bool> IsUsed, Func<ServiceConfig, string> Reason, Func<ServiceConfig, ServiceConfig> Without);

    /// <summary>The paths of the services' attributes that have a row of their own, with dots.</summary>
    internal static IEnumerable<string> Paths => FrontEnd.Concat(Engine).Select(row => string.Join('.', row.Path)).Append("provider");

    /// <summary>Finds what can't be honoured.</summary>
    /// <param name="project">The project.</param>
    /// <param name="ownEngine">Whether the engine is Berth's; another one may have what it lacks, and says itself what it can't do.</param>
    /// <param name="ignore">Whether it is left out with a warning instead of being refused.</param>
    /// <param name="found">Gets the findings: errors, or warnings where it is left out.</param>
    /// <returns>The project, without what was left out.</returns>
    public static ComposeProject Check(ComposeProject project, bool ownEngine, bool ignore, ICollection<Diagnostic> found)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(found);
        Row[] rows = ownEngine ? [.. FrontEnd, .. Engine] : FrontEnd;
        SortedDictionary<string, ServiceConfig> services = new(StringComparer.Ordinal);
        List<string> gone = [];
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            if (service.Provider is { } provider)
            {
                found.Add(Finding(service.SpanOf("provider"), $"services.{name}.provider", $"the program \"{provider.Type}\" is not asked for services", ignore));
                gone.Add(name);
                continue;
            }

            services[name] = Checked(name, service, rows, ignore, found);
        }

        if (ownEngine)
        {
            CheckDrivers(project, ignore, found);
        }

        return ignore && found.Count > 0 ? project with { Services = Without(services, gone) } : project;
    }

    private static ServiceConfig Checked(string name, ServiceConfig service, Row[] rows, bool ignore, ICollection<Diagnostic> found)
    {
        foreach (Row row in rows)
        {
            if (row.IsUsed(service))
            {
                found.Add(Finding(service.SpanOf(row.Path), $"services.{name}.{string.Join('.', row.Path)}", row.Reason(service), ignore));
                service = row.Without(service);
            }
        }

        return service;
    }

    // Without its driver a network or volume would be another one: these are never left out.
    private static void CheckDrivers(ComposeProject project, bool ignore, ICollection<Diagnostic> found)
    {
        foreach ((string key, NetworkConfig network) in project.Networks)
        {
            if (!network.External && network.Driver is not ("" or "bridge" or "default" or "host" or "none" or "null"))
            {
                found.Add(Finding(network.SpanOf("driver"), $"networks.{key}.driver", $"no network driver \"{network.Driver}\": there are {BuiltInNetworks}", ignore: false));
            }
        }

        foreach ((string key, VolumeConfig volume) in project.Volumes)
        {
            if (!volume.External && volume.Driver is not ("" or "local"))
            {
                found.Add(Finding(volume.SpanOf("driver"), $"volumes.{key}.driver", $"no volume driver \"{volume.Driver}\": there is \"local\"", ignore: false));
            }
        }
    }

    private static Diagnostic Finding(SourceSpan span, string path, string reason, bool ignore) =>
        ignore
            ? new Diagnostic(DiagnosticSeverity.Warning, "unsupported", span, $"{path} is left out: {reason}")
            : new Diagnostic(DiagnosticSeverity.Error, "unsupported", span, $"{path} is not supported here: {reason}") { Hint = "remove it, or go on without it by --ignore-unsupported" };

    private static SortedDictionary<string, ServiceConfig> Without(SortedDictionary<string, ServiceConfig> services, List<string> gone)
    {
        foreach (string name in gone.Count > 0 ? services.Keys.ToArray() : [])
        {
            services[name] = services[name] with { DependsOn = services[name].DependsOn.Where(dependency => !gone.Contains(dependency.Key)).ToDictionary() };
        }

        return services;
    }

    private static ServiceConfig WithoutDeviceRequests(ServiceConfig service) => service with
    {
        Deploy = service.Deploy! with { Resources = service.Deploy.Resources with { Reservations = service.Deploy.Resources.Reservations! with { Devices = [] } } },
    };

    private static bool IsForeign(ServiceVolume volume) => volume.Type is "npipe" or "cluster";
}
