namespace Berth.Compose;

/// <summary>Binds services.</summary>
internal static class ServiceBinder
{
    public static ServiceConfig Service(string name, ValueReader? given, DiagnosticSink diagnostics)
    {
        ValueReader values = given ?? new ValueReader(new YamlMap(default), diagnostics);
        return new ServiceConfig
        {
            Node = values.Map,
            Extensions = ExtensionRules.Of(values.Map),
            Name = name,
            Profiles = values.Texts("profiles"),
            Annotations = values.Pairs("annotations"),
            Attach = values.TruthOrNull("attach"),
            Build = values.Child("build") is { } build ? SectionBinder.Build(build) : null,
            Develop = values.Child("develop") is { } develop ? SectionBinder.Develop(develop) : null,
            BlkioConfig = values.Child("blkio_config") is { } blkio ? SectionBinder.Blkio(blkio) : null,
            CapAdd = values.Texts("cap_add"),
            CapDrop = values.Texts("cap_drop"),
            CgroupParent = values.Text("cgroup_parent"),
            Cgroup = values.Text("cgroup"),
            CpuCount = values.Whole("cpu_count"),
            CpuPercent = values.Single("cpu_percent"),
            CpuPeriod = values.Whole("cpu_period"),
            CpuQuota = values.Whole("cpu_quota"),
            CpuRtPeriod = values.Whole("cpu_rt_period"),
            CpuRtRuntime = values.Whole("cpu_rt_runtime"),
            Cpus = values.Single("cpus"),
            Cpuset = values.Text("cpuset"),
            CpuShares = values.Whole("cpu_shares"),
            Command = values.Command("command"),
            Configs = values.List("configs", SectionBinder.FileMount),
            ContainerName = values.Text("container_name"),
            CredentialSpec = values.Child("credential_spec") is { } credential ? CredentialSpec(credential) : null,
            DependsOn = values.Entries("depends_on", static (_, entry) => Dependency(entry)),
            Deploy = values.Child("deploy") is { } deploy ? SectionBinder.Deploy(deploy) : null,
            DeviceCgroupRules = values.Texts("device_cgroup_rules"),
            Devices = values.List("devices", Device),
            Dns = values.Texts("dns"),
            DnsOpt = values.Texts("dns_opt"),
            DnsSearch = values.Texts("dns_search"),
            DomainName = values.Text("domainname"),
            Entrypoint = values.Command("entrypoint"),
            Provider = values.Child("provider") is { } provider ? Provider(provider) : null,
            Environment = values.OptionalPairs("environment"),
            EnvFiles = values.List("env_file", EnvFile),
            Expose = values.PrintedTexts("expose"),
            Extends = values.Child("extends") is { } extends ? new ServiceExtends { Node = extends.Map, File = extends.Text("file"), Service = extends.Text("service") } : null,
            ExternalLinks = values.Texts("external_links"),
            ExtraHosts = SectionBinder.Hosts(values, "extra_hosts"),
            GroupAdd = values.Texts("group_add"),
            Gpus = values.List("gpus", SectionBinder.DeviceRequest),
            Hostname = values.Text("hostname"),
            Healthcheck = values.Child("healthcheck") is { } healthcheck ? SectionBinder.Healthcheck(healthcheck) : null,
            Image = values.Text("image"),
            Init = values.TruthOrNull("init"),
            Ipc = values.Text("ipc"),
            Isolation = values.Text("isolation"),
            Labels = values.Pairs("labels"),
            LabelFiles = values.Texts("label_file"),
            Links = values.Texts("links"),
            Logging = values.Child("logging") is { } logging ? Logging(logging) : null,
            MemLimit = values.Bytes("mem_limit"),
            MemReservation = values.Bytes("mem_reservation"),
            MemSwapLimit = values.Bytes("memswap_limit"),
            MemSwappiness = values.Bytes("mem_swappiness"),
            MacAddress = values.Text("mac_address"),
            Models = values.Entries("models", static (_, entry) => entry is { } model ? Model(model) : null),
            NetworkMode = values.Text("network_mode"),
            Networks = values.Entries("networks", static (_, entry) => entry is { } network ? Network(network) : null),
            OomKillDisable = values.Truth("oom_kill_disable"),
            OomScoreAdj = values.Whole("oom_score_adj"),
            Pid = values.Text("pid"),
            PidsLimit = values.Whole("pids_limit"),
            Platform = values.Text("platform"),
            Ports = values.List("ports", Port),
            Privileged = values.Truth("privileged"),
            PullPolicy = values.Text("pull_policy"),
            ReadOnly = values.Truth("read_only"),
            Restart = values.Text("restart"),
            Runtime = values.Text("runtime"),
            Scale = values.IntOrNull("scale"),
            Secrets = values.List("secrets", SectionBinder.FileMount),
            SecurityOpt = values.Texts("security_opt"),
            ShmSize = values.Bytes("shm_size"),
            StdinOpen = values.Truth("stdin_open"),
            StopGracePeriod = values.DurationOrNull("stop_grace_period"),
            StopSignal = values.Text("stop_signal"),
            StorageOpt = values.StrictPairs("storage_opt"),
            Sysctls = values.Pairs("sysctls"),
            Tmpfs = values.Texts("tmpfs"),
            Tty = values.Truth("tty"),
            Ulimits = SectionBinder.Ulimits(values),
            UseApiSocket = values.Truth("use_api_socket"),
            User = values.Text("user"),
            UsernsMode = values.Text("userns_mode"),
            Uts = values.Text("uts"),
            Volumes = values.List("volumes", Volume),
            VolumesFrom = values.Texts("volumes_from"),
            WorkingDir = values.Text("working_dir"),
            PostStart = values.List("post_start", SectionBinder.Hook),
            PreStop = values.List("pre_stop", SectionBinder.Hook),
        };
    }

    private static ServiceCredentialSpec CredentialSpec(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Config = values.Text("config"),
        File = values.Text("file"),
        Registry = values.Text("registry"),
    };

    private static ServiceDependency Dependency(ValueReader? given) => given is not { } values
        ? new ServiceDependency()
        : new ServiceDependency
        {
            Node = values.Map,
            Extensions = ExtensionRules.Of(values.Map),
            Condition = values.Text("condition"),
            Restart = values.Truth("restart"),
            Required = values.Truth("required"),
        };

    private static ServiceDevice Device(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Source = values.Text("source"),
        Target = values.Text("target"),
        Permissions = values.Text("permissions"),
    };

    private static ServiceProvider Provider(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Type = values.Text("type"),
        Options = values.Lists("options"),
    };

    private static ServiceEnvFile EnvFile(ValueReader values) => new()
    {
        Node = values.Map,
        Path = values.Text("path"),
        Required = values.Truth("required"),
        Format = values.Text("format"),
    };

    private static ServiceLogging Logging(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Driver = values.Text("driver"),
        Options = values.Pairs("options"),
    };

    private static ServiceModel Model(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        EndpointVariable = values.Text("endpoint_var"),
        ModelVariable = values.Text("model_var"),
    };

    private static ServiceNetwork Network(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Aliases = values.Texts("aliases"),
        DriverOpts = values.Pairs("driver_opts"),
        GatewayPriority = values.Int("gw_priority"),
        InterfaceName = values.Text("interface_name"),
        Ipv4Address = values.Text("ipv4_address"),
        Ipv6Address = values.Text("ipv6_address"),
        LinkLocalIps = values.Texts("link_local_ips"),
        MacAddress = values.Text("mac_address"),
        Priority = values.Int("priority"),
    };

    private static ServicePort Port(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Name = values.Text("name"),
        Mode = values.Text("mode"),
        HostIp = values.Text("host_ip"),
        Target = unchecked((uint)values.Count("target")),
        Published = values.Text("published"),
        Protocol = values.Text("protocol"),
        AppProtocol = values.Text("app_protocol"),
    };

    private static ServiceVolume Volume(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Type = values.Text("type"),
        Source = values.Text("source"),
        Target = values.Text("target"),
        ReadOnly = values.Truth("read_only"),
        Consistency = values.Text("consistency"),
        Bind = values.Child("bind") is { } bind ? Bind(bind) : null,
        Volume = values.Child("volume") is { } volume ? VolumeOptions(volume) : null,
        Tmpfs = values.Child("tmpfs") is { } tmpfs ? Tmpfs(tmpfs) : null,
        Image = values.Child("image") is { } image
            ? new ServiceVolumeImage { Node = image.Map, Extensions = ExtensionRules.Of(image.Map), Subpath = image.Text("subpath") }
            : null,
    };

    private static ServiceVolumeBind Bind(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Selinux = values.Text("selinux"),
        Propagation = values.Text("propagation"),
        CreateHostPath = values.Truth("create_host_path"),
        Recursive = values.Text("recursive"),
    };

    private static ServiceVolumeVolume VolumeOptions(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Labels = values.Pairs("labels"),
        NoCopy = values.Truth("nocopy"),
        Subpath = values.Text("subpath"),
    };

    private static ServiceVolumeTmpfs Tmpfs(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Size = values.Bytes("size"),
        Mode = TmpfsMode(values),
    };

    // Unlike the mode of files, a string is no octal number here, and is refused.
    private static uint TmpfsMode(ValueReader values)
    {
        if (values.Map.Get("mode") is YamlScalar { Kind: ScalarKind.String } text)
        {
            values.Diagnostics.Error("wrong-type", text.Span, $"\"{text.Text}\" is not a whole number", "remove the quotes");
            return 0;
        }

        return unchecked((uint)values.Count("mode"));
    }
}
