using System.Globalization;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>Translates a service into the engine's request for one container of it.</summary>
/// <param name="project">The project.</param>
/// <param name="hashOf">The service's configuration hash.</param>
/// <param name="proxies">Variables that a service gets where it hasn't its own.</param>
internal sealed class ContainerRequests(ComposeProject project, Func<ServiceConfig, string> hashOf, IReadOnlyDictionary<string, string> proxies)
{
    /// <summary>The request for one container.</summary>
    /// <param name="service">The service, with references to other services' containers already resolved.</param>
    /// <param name="role">Number, labels and the way it is run.</param>
    /// <param name="links">Legacy links, <c>container:alias</c>.</param>
    /// <param name="inherited">The mounts of a container that this one replaces; its anonymous volumes go on.</param>
    /// <param name="imageVolumes">Paths that the image declares as volumes.</param>
    public ContainerCreateRequest Build(
        ServiceConfig service, ContainerRole role, IReadOnlyList<string> links, IReadOnlyList<MountPoint> inherited, IReadOnlySet<string> imageVolumes)
    {
        var (binds, mounts) = new MountRequests(project, service, inherited, imageVolumes).Build();
        var (networkMode, networking) = new NetworkRequests(project, service, role).Build(links);
        return new ContainerCreateRequest
        {
            Config = Config(service, role),
            HostConfig = ResourceRequests.Of(service) with
            {
                AutoRemove = role.AutoRemove,
                Annotations = NullIfEmpty(PublishModes.AnnotationsOf(project, service)),
                Binds = binds,
                Mounts = mounts.Count > 0 ? mounts : null,
                CapAdd = NullIfEmpty(service.CapAdd),
                CapDrop = NullIfEmpty(service.CapDrop),
                NetworkMode = networkMode,
                Init = service.Init,
                IpcMode = service.Ipc,
                CgroupnsMode = service.Cgroup,
                ReadonlyRootfs = service.ReadOnly,
                RestartPolicy = Restart(service),
                ShmSize = service.ShmSize,
                Sysctls = NullIfEmpty(service.Sysctls),
                PortBindings = role.PublishPorts ? PortBindings(service.Ports) : null,
                VolumeDriver = service.VolumeDriver,
                VolumesFrom = NullIfEmpty(service.VolumesFrom),
                Dns = NullIfEmpty(service.Dns),
                DnsSearch = NullIfEmpty(service.DnsSearch),
                DnsOptions = NullIfEmpty(service.DnsOpt),
                ExtraHosts = NullIfEmpty([.. service.ExtraHosts.SelectMany(h => h.Value.Select(a => h.Key + ":" + a))]),
                SecurityOpt = SecurityOptions(service, out bool unconfined),
                MaskedPaths = unconfined ? [] : null,
                ReadonlyPaths = unconfined ? [] : null,
                StorageOpt = NullIfEmpty(service.StorageOpt),
                UsernsMode = service.UsernsMode,
                UTSMode = service.Uts,
                Privileged = service.Privileged,
                PidMode = service.Pid,
                Tmpfs = Tmpfs(service.Tmpfs),
                Isolation = service.Isolation,
                Runtime = service.Runtime.Length > 0 ? service.Runtime : null,
                LogConfig = new LogConfig { Type = service.Logging?.Driver ?? "", Config = service.Logging?.Options },
                GroupAdd = NullIfEmpty(service.GroupAdd),
                Links = NullIfEmpty(links),
                OomScoreAdj = (int)service.OomScoreAdj,
            },
            NetworkingConfig = networking ?? new NetworkingConfig(),
        };
    }

    private ContainerConfig Config(ServiceConfig service, ContainerRole role) => new()
    {
        Hostname = service.Hostname,
        Domainname = service.DomainName,
        User = service.User,
        ExposedPorts = Exposed(service),
        Tty = service.Tty,
        OpenStdin = service.StdinOpen,
        StdinOnce = role.AttachInput && service.StdinOpen,
        AttachStdin = role.AttachInput,
        AttachStdout = true,
        AttachStderr = true,
        Cmd = service.Command,
        Entrypoint = service.Entrypoint,
        Image = ComposeNames.Image(project, service),
        WorkingDir = service.WorkingDir,
        NetworkDisabled = service.NetworkMode == "disabled",
        Labels = Labels(service, role),
        StopSignal = service.StopSignal.Length > 0 ? service.StopSignal : null,
        Env = [.. proxies.Where(p => !service.Environment.ContainsKey(p.Key)).Select(p => p.Key + "=" + p.Value), .. service.Environment.Select(e => e.Value is null ? e.Key : e.Key + "=" + e.Value)],
        Healthcheck = Health(service.Healthcheck),
        StopTimeout = service.StopGracePeriod is { } grace ? (int)Math.Ceiling(grace.ToTimeSpan().TotalSeconds) : null,
    };

    private SortedDictionary<string, string> Labels(ServiceConfig service, ContainerRole role)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in service.Labels) labels[name] = value;
        labels[ComposeLabels.Project] = project.Name;
        labels[ComposeLabels.Service] = service.Name;
        labels[ComposeLabels.Version] = ComposeLabels.FollowedVersion;
        labels[ComposeLabels.OneOff] = role.OneOff ? "True" : "False";
        labels[ComposeLabels.WorkingDirectory] = project.WorkingDirectory;
        labels[ComposeLabels.ConfigFiles] = string.Join(',', project.ComposeFiles);
        labels[ComposeLabels.ConfigHash] = hashOf(service);
        labels[ComposeLabels.DependsOn] = string.Join(',', service.DependsOn.Select(d => $"{d.Key}:{d.Value.Condition}:{(d.Value.Restart ? "true" : "false")}"));
        if (role.Number > 0) labels[ComposeLabels.ContainerNumber] = role.Number.ToString(CultureInfo.InvariantCulture);
        if (role.ImageId.Length > 0) labels[ComposeLabels.Image] = role.ImageId;
        if (role.Replaces.Length > 0) labels[ComposeLabels.Replace] = role.Replaces;
        if (role.Slug.Length > 0) labels[ComposeLabels.Slug] = role.Slug;
        if (role.EnvironmentFiles.Count > 0) labels[ComposeLabels.EnvironmentFile] = string.Join(',', role.EnvironmentFiles);
        return labels;
    }

    private static HealthConfig? Health(ServiceHealthcheck? check)
    {
        if (check is null) return null;
        return new HealthConfig
        {
            Test = check.Disable ? ["NONE"] : check.Test.Count > 0 ? check.Test : null,
            Interval = check.Interval?.Nanoseconds ?? 0,
            Timeout = check.Timeout?.Nanoseconds ?? 0,
            StartPeriod = check.StartPeriod?.Nanoseconds ?? 0,
            StartInterval = check.StartInterval?.Nanoseconds ?? 0,
            Retries = (int)Math.Min(check.Retries ?? 0, int.MaxValue),
        };
    }

    private static SortedDictionary<string, EmptyObject>? Exposed(ServiceConfig service)
    {
        var ports = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (string port in service.Expose) ports[port.Contains('/', StringComparison.Ordinal) ? port : port + "/tcp"] = EmptyObject.Instance;
        foreach (var port in service.Ports) ports[$"{port.Target}/{port.Protocol}"] = EmptyObject.Instance;
        return ports.Count > 0 ? ports : null;
    }

    private static SortedDictionary<string, IReadOnlyList<Docker.PortBinding>?>? PortBindings(IReadOnlyList<ServicePort> ports)
    {
        if (ports.Count == 0) return null;
        var bindings = new SortedDictionary<string, IReadOnlyList<Docker.PortBinding>?>(StringComparer.Ordinal);
        foreach (var group in ports.GroupBy(p => $"{p.Target}/{p.Protocol}", StringComparer.Ordinal))
        {
            bindings[group.Key] = [.. group.Select(p => new Docker.PortBinding { HostIp = p.HostIp, HostPort = p.Published })];
        }

        return bindings;
    }

    private static RestartPolicy Restart(ServiceConfig service)
    {
        if (service.Deploy?.RestartPolicy is { } policy)
        {
            return new RestartPolicy { Name = Condition(policy.Condition), MaximumRetryCount = (int)(policy.MaxAttempts ?? 0) };
        }

        string[] parts = service.Restart.Split(':', 2);
        return new RestartPolicy
        {
            Name = Condition(parts[0]),
            MaximumRetryCount = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int tries) ? tries : 0,
        };
    }

    private static string Condition(string name) => name switch { "none" => "no", "any" => "always", _ => name };

    private IReadOnlyList<string>? SecurityOptions(ServiceConfig service, out bool unconfinedPaths)
    {
        unconfinedPaths = service.SecurityOpt.Contains("systempaths=unconfined");
        var options = new List<string>();
        foreach (string option in service.SecurityOpt.Where(o => o != "systempaths=unconfined"))
        {
            int at = option.IndexOfAny(['=', ':']);
            string name = at < 0 ? option : option[..at];
            string value = at < 0 ? "" : option[(at + 1)..];
            if (at < 0 && name != "no-new-privileges") throw new ComposeException(service.SpanOf("security_opt"), $"invalid security-opt: \"{option}\"");
            options.Add(name == "seccomp" && value is not ("unconfined" or "builtin") ? "seccomp=" + SeccompProfile(service, value) : option);
        }

        return NullIfEmpty(options);
    }

    private string SeccompProfile(ServiceConfig service, string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(project.WorkingDirectory, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ComposeException(service.SpanOf("security_opt"), $"the seccomp profile {path} can't be read: {e.Message}");
        }
    }

    private static SortedDictionary<string, string>? Tmpfs(IReadOnlyList<string> mounts)
    {
        if (mounts.Count == 0) return null;
        var targets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string mount in mounts)
        {
            int colon = mount.IndexOf(':', StringComparison.Ordinal);
            targets[colon < 0 ? mount : mount[..colon]] = colon < 0 ? "" : mount[(colon + 1)..];
        }

        return targets;
    }

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;

    private static IReadOnlyDictionary<string, string>? NullIfEmpty(IReadOnlyDictionary<string, string> map) => map.Count > 0 ? map : null;
}
