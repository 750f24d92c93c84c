using Berth.Docker;
using Berth.Images;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>
/// Turns a container's record into the monitor's start request: a pure function, so that what a container gets can be read in a test. Docker's
/// rules, where the record leaves them open.
/// </summary>
internal static class StartRequestBuilder
{
    private const long DefaultHealthInterval = 30_000_000_000;
    private const long DefaultHealthStartInterval = 5_000_000_000;
    private const int DefaultHealthRetries = 3;
    private const int DefaultStopSeconds = 10;

    /// <summary>The start request.</summary>
    public static StartRequest Build(ContainerRecord record, StartInputs inputs)
    {
        var host = record.HostConfig;
        var security = SecurityOptions.TryParse(host.SecurityOpt, out _) ?? new SecurityOptions();
        var process = Process(record, inputs, security);
        return new StartRequest
        {
            Version = 1,
            Id = record.Id,
            Name = record.Name,
            Root = Root(inputs.Snapshot, host.ReadonlyRootfs),
            Mounts = Mounts(host, inputs),
            Process = process,
            Namespaces = Namespaces(record, inputs),
            Isolation = Isolation(host, inputs),
            CgroupFolders = inputs.CgroupFolders,
            ResourceLimits = [.. (host.Ulimits ?? []).Select(limit => new ResourceLimit(limit.Name, limit.Soft, limit.Hard))],
            Stdio = LogSettings.Stdio(record, inputs.Files.Log),
            Restart = Restart(host.RestartPolicy),
            Stop = Stop(record.Config),
            Health = Health(record.Config, process),
            Resolver = inputs.Network.Resolver,
            Ports = inputs.Network.Ports,
        };
    }

    /// <summary>A restart policy in the monitor's form.</summary>
    public static RestartRequest Restart(RestartPolicy policy) => new()
    {
        Policy = policy.Name.Length > 0 ? policy.Name : "no",
        MaximumRetries = policy.MaximumRetryCount,
    };

    /// <summary>How a container is stopped when nobody says otherwise.</summary>
    public static StopRequest Stop(ContainerConfig config) => new()
    {
        Signal = config.StopSignal is { Length: > 0 } signal ? SignalNames.Parse(signal) : 15,
        TimeoutSeconds = config.StopTimeout ?? DefaultStopSeconds,
    };

    private static RootFileSystem Root(Snapshot snapshot, bool readOnly) => snapshot.Mode == SnapshotMode.Overlay
        ? new RootFileSystem
        {
            LowerFolders = snapshot.LowerFolders, UpperFolder = snapshot.UpperFolder!, WorkFolder = snapshot.WorkFolder!, ReadOnly = readOnly,
        }
        : new RootFileSystem { UpperFolder = snapshot.RootFolder!, ReadOnly = readOnly };

    private static ProcessRequest Process(ContainerRecord record, StartInputs inputs, SecurityOptions security)
    {
        var (config, host) = (record.Config, record.HostConfig);
        bool size = config.Tty && host.ConsoleSize is { Count: 2 };
        return new ProcessRequest
        {
            Arguments = record.CommandLine,
            Environment = ContainerEnvironment.Build(config.Hostname, config.Tty, inputs.LinkVariables, config.Env),
            WorkingFolder = config.WorkingDir.Length > 0 ? config.WorkingDir : "/",
            User = config.User,
            AdditionalGroups = host.GroupAdd ?? [],
            Terminal = config.Tty,
            Rows = size ? host.ConsoleSize![0] : 0,
            Columns = size ? host.ConsoleSize![1] : 0,
            Capabilities = CapabilityNames.Effective(host.Privileged, host.CapAdd, host.CapDrop, inputs.AvailableCapabilities),
            NoNewPrivileges = security.NoNewPrivileges,
            OomScoreAdjust = host.OomScoreAdj,
            Init = host.Init == true,
        };
    }

    private static List<MountRequest> Mounts(HostConfig host, StartInputs inputs)
    {
        var mounts = new List<MountRequest>(inputs.Mounts);
        (string Source, string Target)[] files =
        [
            (inputs.NetworkFiles.ResolvConf, "/etc/resolv.conf"), (inputs.NetworkFiles.HostName, "/etc/hostname"), (inputs.NetworkFiles.Hosts, "/etc/hosts"),
        ];
        foreach (var (source, target) in files)
        {
            if (!mounts.Exists(mount => mount.Target == target))
            {
                mounts.Add(new MountRequest { Type = "bind", Source = source, Target = target, ReadOnly = host.ReadonlyRootfs, Propagation = "rprivate" });
            }
        }

        // A mount below another one comes after it.
        return [.. mounts.OrderBy(mount => mount.Target.AsSpan().Count('/'))];
    }

    private static NamespaceRequest Namespaces(ContainerRecord record, StartInputs inputs)
    {
        var host = record.HostConfig;
        return new NamespaceRequest
        {
            Pid = inputs.PidNamespace ?? (host.PidMode == "host" ? "host" : "new"),
            Ipc = inputs.IpcNamespace ?? (host.IpcMode == "host" ? "host" : "new"),
            Uts = inputs.UtsNamespace ?? (host.UTSMode == "host" ? "host" : "new"),
            Cgroup = host.CgroupnsMode == "private" ? "new" : "host",
            HostNetwork = inputs.Network.Namespace is null,
            HostName = host.UTSMode == "host" ? "" : record.Config.Hostname,
            DomainName = host.UTSMode == "host" ? "" : record.Config.Domainname,
        };
    }

    private static IsolationRequest Isolation(HostConfig host, StartInputs inputs) => new()
    {
        Privileged = host.Privileged,
        MaskedPaths = host.MaskedPaths ?? [],
        ReadonlyPaths = host.ReadonlyPaths ?? [],
        Devices = inputs.Devices,
        Sysctls = Sysctls(host, inputs),
        Filter = inputs.Filter,
        ShmBytes = host.IpcMode is "private" or "shareable" ? host.ShmSize : 0,
    };

    // Docker lets every process in a network namespace of its own bind low ports and send echo requests.
    private static List<string> Sysctls(HostConfig host, StartInputs inputs)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (inputs.Network.Namespace is not null && !host.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            settings["net.ipv4.ip_unprivileged_port_start"] = "0";
            settings["net.ipv4.ping_group_range"] = "0 2147483647";
        }

        foreach (var (name, value) in host.Sysctls ?? new Dictionary<string, string>())
        {
            settings[name] = value;
        }

        return [.. settings.Select(setting => $"{setting.Key}={setting.Value}")];
    }

    private static HealthRequest? Health(ContainerConfig config, ProcessRequest process)
    {
        IReadOnlyList<string>? command = config.Healthcheck?.Test switch
        {
            ["CMD", _, ..] test => [.. test.Skip(1)],
            ["CMD-SHELL", var line, ..] => [.. config.Shell is { Count: > 0 } shell ? shell : ["/bin/sh", "-c"], line],
            _ => null,
        };
        if (command is null)
        {
            return null;
        }

        var health = config.Healthcheck!;
        return new HealthRequest
        {
            Process = process with { Arguments = command, Terminal = false, Rows = 0, Columns = 0, Init = false },
            IntervalNanoseconds = health.Interval != 0 ? health.Interval : DefaultHealthInterval,
            TimeoutNanoseconds = health.Timeout != 0 ? health.Timeout : DefaultHealthInterval,
            Retries = health.Retries != 0 ? health.Retries : DefaultHealthRetries,
            StartPeriodNanoseconds = health.StartPeriod,
            StartIntervalNanoseconds = health.StartInterval != 0 ? health.StartInterval : DefaultHealthStartInterval,
        };
    }
}
