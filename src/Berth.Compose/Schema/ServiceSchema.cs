using static Berth.Compose.Shapes;

namespace Berth.Compose;

/// <summary>The rows of a service.</summary>
internal static class ServiceSchema
{
    private static readonly Shape RateDevices = ListOf(Map([Key("path", Text), Key("rate", Whole)], extensible: false));

    private static readonly Shape DependsOn = new()
    {
        Types = ShapeTypes.List | ShapeTypes.Map,
        Items = Text,
        UniqueItems = true,
        OtherKeys = KeyRule.Name,
        Value = Map([
            Key("restart", Truth),
            Key("required", StrictTruth),
            Key("condition", new Shape { Types = ShapeTypes.String, Words = ["service_started", "service_healthy", "service_completed_successfully"] }),
        ], required: ["condition"]),
    };

    private static readonly Shape EnvFiles = new()
    {
        Types = ShapeTypes.String | ShapeTypes.List,
        Items = Map([
            Key("path", Text),
            Key("format", Text),
            Key("required", Truth),
        ], required: ["path"], also: ShapeTypes.String, extensible: false),
    };

    private static readonly Shape Healthcheck = Map([
        Key("disable", Truth),
        Key("interval", Text),
        Key("retries", Number),
        Key("test", new Shape { Types = ShapeTypes.String | ShapeTypes.List, Items = Text }),
        Key("timeout", Text),
        Key("start_period", Text),
        Key("start_interval", Text),
    ]);

    private static readonly Shape ServiceNetworks = new()
    {
        Types = ShapeTypes.List | ShapeTypes.Map,
        Items = Text,
        UniqueItems = true,
        OtherKeys = KeyRule.Name,
        Value = Map([
            Key("aliases", UniqueTexts),
            Key("interface_name", Text),
            Key("ipv4_address", Text),
            Key("ipv6_address", Text),
            Key("link_local_ips", UniqueTexts),
            Key("mac_address", Text),
            Key("driver_opts", Options),
            Key("priority", StrictNumber),
            Key("gw_priority", StrictNumber),
        ], also: ShapeTypes.Null),
    };

    private static readonly Shape ServiceModels = new()
    {
        Types = ShapeTypes.List | ShapeTypes.Map,
        Items = Text,
        UniqueItems = true,
        OtherKeys = KeyRule.NameOrAny,
        Value = Map([Key("endpoint_var", Text), Key("model_var", Text)], also: ShapeTypes.Null),
    };

    private static readonly Shape Ports = ListOf(Map([
        Key("name", Text, Support.Ignored),
        Key("mode", Text, Support.Ignored),
        Key("host_ip", Text),
        Key("target", Whole),
        Key("published", Whole),
        Key("protocol", Text),
        Key("app_protocol", Text, Support.Ignored),
    ], also: ShapeTypes.Number | ShapeTypes.String), unique: true);

    private static readonly Shape Volumes = ListOf(Map([
        Key("type", new Shape { Types = ShapeTypes.String, Words = ["bind", "volume", "tmpfs", "cluster", "npipe", "image"] }, Support.Full, "`cluster` and `npipe` are refused by `up`"),
        Key("source", Text),
        Key("target", Text),
        Key("read_only", Truth),
        Key("consistency", Text, Support.Ignored),
        Key("bind", Map([
            Key("propagation", Text),
            Key("create_host_path", Truth),
            Key("recursive", new Shape { Types = ShapeTypes.String, Words = ["enabled", "disabled", "writable", "readonly"] }),
            Key("selinux", new Shape { Types = ShapeTypes.String, Words = ["z", "Z"] }),
        ])),
        Key("volume", Map([Key("labels", Pairs), Key("nocopy", Truth), Key("subpath", Text)])),
        Key("tmpfs", Map([
            Key("size", new Shape { Types = ShapeTypes.Integer | ShapeTypes.String, Minimum = 0 }),
            Key("mode", Number),
        ])),
        Key("image", Map([Key("subpath", Text)])),
    ], required: ["type"], also: ShapeTypes.String), unique: true);

    private static readonly Shape Provider = Map([
        Key("type", Text),
        Key("options", new Shape
        {
            Types = ShapeTypes.Map,
            OtherKeys = KeyRule.Open,
            Value = new Shape
            {
                Types = ShapeTypes.String | ShapeTypes.Number | ShapeTypes.Boolean | ShapeTypes.List,
                Items = Of(ShapeTypes.String | ShapeTypes.Number | ShapeTypes.Boolean),
            },
        }),
    ], required: ["type"]);

    private static readonly Shape Logging = Map([
        Key("driver", Text, Support.Refused, "but for `json-file`, `local` and `none`"),
        Key("options", new Shape { Types = ShapeTypes.Map, OtherKeys = KeyRule.Open, Value = Of(ShapeTypes.String | ShapeTypes.Number | ShapeTypes.Null) }),
    ]);

    public static readonly Shape Service = Map([
        Key("develop", SectionSchema.Develop),
        Key("deploy", SectionSchema.Deploy),
        Key("annotations", Pairs),
        Key("attach", Truth),
        Key("build", SectionSchema.Build),
        Key("blkio_config", Map([
            Key("device_read_bps", RateDevices),
            Key("device_read_iops", RateDevices),
            Key("device_write_bps", RateDevices),
            Key("device_write_iops", RateDevices),
            Key("weight", Whole),
            Key("weight_device", ListOf(Map([Key("path", Text), Key("weight", Whole)], extensible: false))),
        ], extensible: false)),
        Key("cap_add", UniqueTexts),
        Key("cap_drop", UniqueTexts),
        Key("cgroup", new Shape { Types = ShapeTypes.String, Words = ["host", "private"] }),
        Key("cgroup_parent", Text),
        Key("command", Command),
        Key("configs", FileMounts),
        Key("container_name", new Shape { Types = ShapeTypes.String, Text = TextRules.ContainerName }),
        Key("cpu_count", new Shape { Types = ShapeTypes.String | ShapeTypes.Integer, Minimum = 0 }, Support.OtherPlatform),
        Key("cpu_percent", new Shape { Types = ShapeTypes.String | ShapeTypes.Integer, Minimum = 0, Maximum = 100 }, Support.OtherPlatform),
        Key("cpu_shares", Number),
        Key("cpu_quota", Number),
        Key("cpu_period", Number),
        Key("cpu_rt_period", Number),
        Key("cpu_rt_runtime", Number),
        Key("cpus", Number),
        Key("cpuset", Text),
        Key("credential_spec", Map([
            Key("config", Text, Support.OtherPlatform),
            Key("file", Text, Support.OtherPlatform),
            Key("registry", Text, Support.OtherPlatform),
        ]), Support.Refused, "Windows"),
        Key("depends_on", DependsOn),
        Key("device_cgroup_rules", UniqueTexts),
        Key("devices", ListOf(Map([
            Key("source", Text),
            Key("target", Text),
            Key("permissions", Text),
        ], required: ["source"], also: ShapeTypes.String))),
        Key("dns", TextOrTexts),
        Key("dns_opt", UniqueTexts),
        Key("dns_search", TextOrTexts),
        Key("domainname", Text),
        Key("entrypoint", Command),
        Key("env_file", EnvFiles),
        Key("label_file", new Shape { Types = ShapeTypes.String | ShapeTypes.List, Items = Text }),
        Key("environment", Pairs),
        Key("expose", ListOf(Of(ShapeTypes.String | ShapeTypes.Number), unique: true)),
        Key("extends", Map([Key("service", Text), Key("file", Text)], required: ["service"], also: ShapeTypes.String, extensible: false)),
        Key("provider", Provider, Support.Refused),
        Key("external_links", UniqueTexts),
        Key("extra_hosts", Hosts),
        Key("gpus", SectionSchema.Gpus, Support.Refused),
        Key("group_add", ListOf(Of(ShapeTypes.String | ShapeTypes.Number), unique: true)),
        Key("healthcheck", Healthcheck),
        Key("hostname", Text),
        Key("image", Text),
        Key("init", Truth),
        Key("ipc", Text),
        Key("isolation", Text, Support.Refused, "but for `default`"),
        Key("labels", Pairs),
        Key("links", UniqueTexts),
        Key("logging", Logging),
        Key("mac_address", Text),
        Key("mem_limit", Number),
        Key("mem_reservation", Whole),
        Key("mem_swappiness", Whole),
        Key("memswap_limit", Number),
        Key("network_mode", Text),
        Key("models", ServiceModels, Support.Refused),
        Key("networks", ServiceNetworks),
        Key("oom_kill_disable", Truth),
        Key("oom_score_adj", new Shape { Types = ShapeTypes.String | ShapeTypes.Integer, Minimum = -1000, Maximum = 1000 }),
        Key("pid", TextOrNull),
        Key("pids_limit", Number),
        Key("platform", Text),
        Key("ports", Ports),
        Key("post_start", ListOf(Hook)),
        Key("pre_stop", ListOf(Hook)),
        Key("privileged", Truth),
        Key("profiles", UniqueTexts),
        Key("pull_policy", new Shape { Types = ShapeTypes.String, Text = TextRules.PullPolicy }),
        Key("pull_refresh_after", Text, Support.Ignored),
        Key("read_only", Truth),
        Key("restart", Text),
        Key("runtime", Text, Support.Refused, "but for `runc`"),
        Key("scale", Whole),
        Key("security_opt", UniqueTexts),
        Key("shm_size", Number),
        Key("secrets", FileMounts),
        Key("sysctls", Pairs),
        Key("stdin_open", Truth),
        Key("stop_grace_period", Text),
        Key("stop_signal", Text),
        Key("storage_opt", AnyMap),
        Key("tmpfs", TextOrTexts),
        Key("tty", Truth),
        Key("ulimits", Ulimits),
        Key("use_api_socket", StrictTruth, Support.Refused),
        Key("user", Text),
        Key("uts", Text),
        Key("userns_mode", Text),
        Key("volumes", Volumes),
        Key("volumes_from", UniqueTexts),
        Key("working_dir", Text),
    ]);
}
