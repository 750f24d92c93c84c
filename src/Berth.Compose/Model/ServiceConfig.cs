namespace Berth.Compose;

/// <summary>One service of a project, complete: canonical forms, absolute paths, defaults set. Zero and empty mean "not set", as in Compose's own model, unless said otherwise.</summary>
public sealed record ServiceConfig : ComposeElement
{
    /// <summary>Its key under <c>services</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Profiles one of which must be active; none: always on.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>Annotations of the container.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Whether <c>up</c> shows its log; null: yes.</summary>
    public bool? Attach { get; init; }

    /// <summary>How its image is built.</summary>
    public BuildConfig? Build { get; init; }

    /// <summary>What <c>watch</c> does.</summary>
    public ServiceDevelop? Develop { get; init; }

    /// <summary>Block IO limits.</summary>
    public ServiceBlkio? BlkioConfig { get; init; }

    /// <summary>Capabilities to add.</summary>
    public IReadOnlyList<string> CapAdd { get; init; } = [];

    /// <summary>Capabilities to drop.</summary>
    public IReadOnlyList<string> CapDrop { get; init; } = [];

    /// <summary>Parent cgroup.</summary>
    public string CgroupParent { get; init; } = "";

    /// <summary>Cgroup namespace: <c>host</c> or <c>private</c>.</summary>
    public string Cgroup { get; init; } = "";

    /// <summary>CPU count (Windows).</summary>
    public long CpuCount { get; init; }

    /// <summary>CPU percent (Windows).</summary>
    public float CpuPercent { get; init; }

    /// <summary>CFS period, microseconds.</summary>
    public long CpuPeriod { get; init; }

    /// <summary>CFS quota, microseconds.</summary>
    public long CpuQuota { get; init; }

    /// <summary>Real-time period, microseconds.</summary>
    public long CpuRtPeriod { get; init; }

    /// <summary>Real-time runtime, microseconds.</summary>
    public long CpuRtRuntime { get; init; }

    /// <summary>Number of CPUs.</summary>
    public float Cpus { get; init; }

    /// <summary>CPUs it may run on.</summary>
    public string Cpuset { get; init; } = "";

    /// <summary>Relative CPU weight.</summary>
    public long CpuShares { get; init; }

    /// <summary>Replaces the image's command; empty clears it; null leaves it.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Configs that it sees.</summary>
    public IReadOnlyList<ServiceFileMount> Configs { get; init; } = [];

    /// <summary>Its container's name instead of project-service-N.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>Windows credential specification.</summary>
    public ServiceCredentialSpec? CredentialSpec { get; init; }

    /// <summary>Services that it waits for, by name, implied ones (links, shared namespaces, volumes_from) among them.</summary>
    public IReadOnlyDictionary<string, ServiceDependency> DependsOn { get; init; } = ComposeMap<ServiceDependency>.Empty;

    /// <summary>Replicas, resources, restart policy.</summary>
    public DeployConfig? Deploy { get; init; }

    /// <summary>Device cgroup rules.</summary>
    public IReadOnlyList<string> DeviceCgroupRules { get; init; } = [];

    /// <summary>Devices of the host.</summary>
    public IReadOnlyList<ServiceDevice> Devices { get; init; } = [];

    /// <summary>DNS servers.</summary>
    public IReadOnlyList<string> Dns { get; init; } = [];

    /// <summary>DNS options.</summary>
    public IReadOnlyList<string> DnsOpt { get; init; } = [];

    /// <summary>DNS search domains.</summary>
    public IReadOnlyList<string> DnsSearch { get; init; } = [];

    /// <summary>Legacy attribute, kept for the configuration hash.</summary>
    public string Dockerfile { get; init; } = "";

    /// <summary>NIS domain name.</summary>
    public string DomainName { get; init; } = "";

    /// <summary>Replaces the image's entrypoint; empty clears it; null leaves it.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>A program that provides the service instead of a container.</summary>
    public ServiceProvider? Provider { get; init; }

    /// <summary>Environment, env files merged in; null: taken from nowhere.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = ComposeMap<string?>.Empty;

    /// <summary>Env files that are not yet merged into <see cref="Environment"/>.</summary>
    public IReadOnlyList<ServiceEnvFile> EnvFiles { get; init; } = [];

    /// <summary>Ports exposed without publishing.</summary>
    public IReadOnlyList<string> Expose { get; init; } = [];

    /// <summary>Kept only where extension was not applied.</summary>
    public ServiceExtends? Extends { get; init; }

    /// <summary>Links to containers outside the project.</summary>
    public IReadOnlyList<string> ExternalLinks { get; init; } = [];

    /// <summary>Addresses by additional host name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ExtraHosts { get; init; } = ComposeMap<IReadOnlyList<string>>.Empty;

    /// <summary>Additional groups.</summary>
    public IReadOnlyList<string> GroupAdd { get; init; } = [];

    /// <summary>GPU requests.</summary>
    public IReadOnlyList<ServiceDeviceRequest> Gpus { get; init; } = [];

    /// <summary>Host name.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Health check.</summary>
    public ServiceHealthcheck? Healthcheck { get; init; }

    /// <summary>Image reference; empty: built, and named project-service.</summary>
    public string Image { get; init; } = "";

    /// <summary>Whether an init process is PID 1; null: the engine's default.</summary>
    public bool? Init { get; init; }

    /// <summary>IPC namespace.</summary>
    public string Ipc { get; init; } = "";

    /// <summary>Isolation (Windows).</summary>
    public string Isolation { get; init; } = "";

    /// <summary>Labels, label files merged in.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Label files that are not yet merged into <see cref="Labels"/>.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>Links <c>service[:alias]</c>.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Log driver and its options.</summary>
    public ServiceLogging? Logging { get; init; }

    /// <summary>Legacy attribute, kept for the configuration hash.</summary>
    public string LogDriver { get; init; } = "";

    /// <summary>Legacy attribute, kept for the configuration hash.</summary>
    public IReadOnlyDictionary<string, string> LogOpt { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Memory limit, bytes.</summary>
    public long MemLimit { get; init; }

    /// <summary>Memory reservation, bytes.</summary>
    public long MemReservation { get; init; }

    /// <summary>Memory and swap limit, bytes; -1: no limit.</summary>
    public long MemSwapLimit { get; init; }

    /// <summary>Swappiness 0-100.</summary>
    public long MemSwappiness { get; init; }

    /// <summary>MAC address on the first network.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>Models that it uses, by key; null: defaults.</summary>
    public IReadOnlyDictionary<string, ServiceModel?> Models { get; init; } = ComposeMap<ServiceModel?>.Empty;

    /// <summary>Legacy attribute, kept for the configuration hash.</summary>
    public string Net { get; init; } = "";

    /// <summary>Network mode: <c>none host bridge service:NAME container:NAME</c> or a network; excludes <see cref="Networks"/>.</summary>
    public string NetworkMode { get; init; } = "";

    /// <summary>Networks that it joins, by key; null: defaults.</summary>
    public IReadOnlyDictionary<string, ServiceNetwork?> Networks { get; init; } = ComposeMap<ServiceNetwork?>.Empty;

    /// <summary>Whether the OOM killer is off.</summary>
    public bool OomKillDisable { get; init; }

    /// <summary>OOM score adjustment.</summary>
    public long OomScoreAdj { get; init; }

    /// <summary>PID namespace.</summary>
    public string Pid { get; init; } = "";

    /// <summary>Most processes; -1: no limit.</summary>
    public long PidsLimit { get; init; }

    /// <summary>os[/arch[/variant]].</summary>
    public string Platform { get; init; } = "";

    /// <summary>Published ports, one entry a port.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    /// <summary>Privileged.</summary>
    public bool Privileged { get; init; }

    /// <summary>When its image is pulled.</summary>
    public string PullPolicy { get; init; } = "";

    /// <summary>Read-only root file system.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Restart policy.</summary>
    public string Restart { get; init; } = "";

    /// <summary>OCI runtime.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Replicas; see <see cref="Replicas"/>.</summary>
    public int? Scale { get; init; }

    /// <summary>Secrets that it sees.</summary>
    public IReadOnlyList<ServiceFileMount> Secrets { get; init; } = [];

    /// <summary>Security options.</summary>
    public IReadOnlyList<string> SecurityOpt { get; init; } = [];

    /// <summary>Size of /dev/shm, bytes.</summary>
    public long ShmSize { get; init; }

    /// <summary>Whether standard input stays open.</summary>
    public bool StdinOpen { get; init; }

    /// <summary>Time from the stop signal to the kill; null: ten seconds.</summary>
    public ComposeDuration? StopGracePeriod { get; init; }

    /// <summary>Signal that stops it.</summary>
    public string StopSignal { get; init; } = "";

    /// <summary>Storage options.</summary>
    public IReadOnlyDictionary<string, string> StorageOpt { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Kernel parameters.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = ComposeMap<string>.Empty;

    /// <summary>tmpfs mounts <c>path[:options]</c>.</summary>
    public IReadOnlyList<string> Tmpfs { get; init; } = [];

    /// <summary>Whether it has a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>Resource limits by name.</summary>
    public IReadOnlyDictionary<string, ServiceUlimit> Ulimits { get; init; } = ComposeMap<ServiceUlimit>.Empty;

    /// <summary>Whether it gets the engine's socket and the user's registry credentials.</summary>
    public bool UseApiSocket { get; init; }

    /// <summary>User[:group].</summary>
    public string User { get; init; } = "";

    /// <summary>User namespace.</summary>
    public string UsernsMode { get; init; } = "";

    /// <summary>UTS namespace.</summary>
    public string Uts { get; init; } = "";

    /// <summary>Volume driver of anonymous volumes (legacy).</summary>
    public string VolumeDriver { get; init; } = "";

    /// <summary>Mounts.</summary>
    public IReadOnlyList<ServiceVolume> Volumes { get; init; } = [];

    /// <summary>Services or <c>container:NAME</c> whose volumes it gets, with <c>:ro</c>.</summary>
    public IReadOnlyList<string> VolumesFrom { get; init; } = [];

    /// <summary>Working directory.</summary>
    public string WorkingDir { get; init; } = "";

    /// <summary>Commands run in the container after its start.</summary>
    public IReadOnlyList<ServiceHook> PostStart { get; init; } = [];

    /// <summary>Commands run in the container before its stop.</summary>
    public IReadOnlyList<ServiceHook> PreStop { get; init; } = [];

    /// <summary>How many containers it has: <c>scale</c>, else <c>deploy.replicas</c>, else one.</summary>
    public int Replicas => Scale ?? Deploy?.Replicas ?? 1;
}
