namespace Berth.Compose;

/// <summary>Binds the sections of a service that have attributes of their own.</summary>
internal static class SectionBinder
{
    public static BuildConfig Build(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Context = values.Text("context"),
        Dockerfile = values.Text("dockerfile"),
        DockerfileInline = values.Text("dockerfile_inline"),
        Entitlements = values.Texts("entitlements"),
        Args = values.OptionalPairs("args"),
        Provenance = values.Text("provenance"),
        Sbom = values.Text("sbom"),
        Ssh = Ssh(values),
        Labels = values.Pairs("labels"),
        CacheFrom = values.Texts("cache_from"),
        CacheTo = values.Texts("cache_to"),
        NoCache = values.Truth("no_cache"),
        AdditionalContexts = values.Pairs("additional_contexts"),
        Pull = values.Truth("pull"),
        ExtraHosts = Hosts(values, "extra_hosts"),
        Isolation = values.Text("isolation"),
        Network = values.Text("network"),
        Target = values.Text("target"),
        Secrets = values.List("secrets", FileMount),
        ShmSize = values.Bytes("shm_size"),
        Tags = values.Texts("tags"),
        Ulimits = Ulimits(values),
        Platforms = values.Texts("platforms"),
        Privileged = values.Truth("privileged"),
    };

    public static DeployConfig Deploy(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Mode = values.Text("mode"),
        Replicas = values.IntOrNull("replicas"),
        Labels = values.Pairs("labels"),
        UpdateConfig = values.Child("update_config") is { } update ? Rollout(update) : null,
        RollbackConfig = values.Child("rollback_config") is { } rollback ? Rollout(rollback) : null,
        Resources = values.Child("resources") is { } resources ? Resources(resources) : new DeployResources(),
        RestartPolicy = values.Child("restart_policy") is { } policy ? RestartPolicy(policy) : null,
        Placement = values.Child("placement") is { } placement ? Placement(placement) : new DeployPlacement(),
        EndpointMode = values.Text("endpoint_mode"),
    };

    public static ServiceDevelop Develop(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Watch = values.List("watch", static trigger => new WatchTrigger
        {
            Node = trigger.Map,
            Extensions = ExtensionRules.Of(trigger.Map),
            Path = trigger.Text("path"),
            Action = trigger.Text("action"),
            Target = trigger.Text("target"),
            Exec = trigger.Child("exec") is { } exec ? Hook(exec) : new ServiceHook(),
            Include = trigger.Texts("include"),
            Ignore = trigger.Texts("ignore"),
            InitialSync = trigger.Truth("initial_sync"),
        }),
    };

    public static ServiceBlkio Blkio(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Weight = Weight(values, "weight"),
        WeightDevice = values.List("weight_device", static device => new BlkioWeightDevice
        {
            Node = device.Map,
            Extensions = ExtensionRules.Of(device.Map),
            Path = device.Text("path"),
            Weight = Weight(device, "weight"),
        }),
        DeviceReadBps = values.List("device_read_bps", Rate),
        DeviceReadIops = values.List("device_read_iops", Rate),
        DeviceWriteBps = values.List("device_write_bps", Rate),
        DeviceWriteIops = values.List("device_write_iops", Rate),
    };

    public static ServiceHook Hook(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Command = values.Command("command"),
        User = values.Text("user"),
        Privileged = values.Truth("privileged"),
        WorkingDir = values.Text("working_dir"),
        Environment = values.OptionalPairs("environment"),
    };

    public static ServiceFileMount FileMount(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Source = values.Text("source"),
        Target = values.Text("target"),
        Uid = values.Text("uid"),
        Gid = values.Text("gid"),
        Mode = FileMode(values),
    };

    public static ServiceDeviceRequest DeviceRequest(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Capabilities = values.Texts("capabilities"),
        Driver = values.Text("driver"),
        Count = DeviceCount(values),
        DeviceIds = values.Texts("device_ids"),
        Options = values.Pairs("options"),
    };

    public static ServiceHealthcheck Healthcheck(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Test = values.Map.Get("test") is YamlScalar { Kind: ScalarKind.String } shell ? ["CMD-SHELL", shell.Text] : values.Texts("test"),
        Timeout = values.DurationOrNull("timeout"),
        Interval = values.DurationOrNull("interval"),
        Retries = values.CountOrNull("retries"),
        StartPeriod = values.DurationOrNull("start_period"),
        StartInterval = values.DurationOrNull("start_interval"),
        Disable = values.Truth("disable"),
    };

    /// <summary>Limits by name; a number is both limits.</summary>
    public static IReadOnlyDictionary<string, ServiceUlimit> Ulimits(ValueReader values)
    {
        if (values.Map.Get("ulimits") is not YamlMap limits)
        {
            return ComposeMap<ServiceUlimit>.Empty;
        }

        Dictionary<string, ServiceUlimit> bound = new(limits.Count);
        foreach (YamlEntry entry in limits)
        {
            if (entry.Value is YamlMap map)
            {
                ValueReader limit = new(map, values.Diagnostics);
                bound[entry.Key] = new ServiceUlimit { Node = map, Soft = Limit(limit, "soft"), Hard = Limit(limit, "hard") };
            }
            else if (entry.Value is YamlScalar { Kind: ScalarKind.Integer } single)
            {
                bound[entry.Key] = new ServiceUlimit { Single = unchecked((int)single.Integer) };
            }
        }

        return bound;
    }

    /// <summary>Addresses by host name, from a mapping or a list of "host=address" or "host:address".</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Hosts(ValueReader values, string key)
    {
        Dictionary<string, List<string>> hosts = [];
        switch (values.Map.Get(key))
        {
            case YamlMap map:
                foreach (YamlEntry entry in map)
                {
                    hosts[entry.Key] = entry.Value switch
                    {
                        YamlList list => list.Items.ConvertAll(GoPrint.Print),
                        YamlScalar { Kind: ScalarKind.Null } => [""],
                        _ => [GoPrint.Print(entry.Value)],
                    };
                    CheckHost(entry.Key, entry.KeySpan, values.Diagnostics);
                    if (entry.Value is YamlMap)
                    {
                        values.Diagnostics.Error("host", entry.Value.Span, "the address of a host is a string or a list of strings");
                    }
                }

                break;
            case YamlList list:
                foreach (YamlNode item in list.Items)
                {
                    AddHost(hosts, item, values.Diagnostics);
                }

                break;
            default:
                return ComposeMap<IReadOnlyList<string>>.Empty;
        }

        Dictionary<string, IReadOnlyList<string>> bound = new(hosts.Count);
        foreach ((string host, List<string> addresses) in hosts)
        {
            bound[host] = addresses.ConvertAll(static address => address is ['[', _, .., ']'] ? address[1..^1] : address);
        }

        return bound;
    }

    private static void AddHost(Dictionary<string, List<string>> hosts, YamlNode item, DiagnosticSink diagnostics)
    {
        string text = GoPrint.Print(item);
        int separator = text.IndexOf('=', StringComparison.Ordinal);
        separator = separator < 0 ? text.IndexOf(':', StringComparison.Ordinal) : separator;
        if (separator < 0)
        {
            diagnostics.Error("host", item.Span, $"\"{text}\" has no address", "write \"host=address\"");
            return;
        }

        string host = text[..separator];
        CheckHost(host, item.Span, diagnostics);
        if (!hosts.TryGetValue(host, out List<string>? addresses))
        {
            addresses = [];
            hosts.Add(host, addresses);
        }

        addresses.AddRange(text[(separator + 1)..].Split(','));
    }

    private static void CheckHost(string host, SourceSpan span, DiagnosticSink diagnostics)
    {
        if (host.Length == 0 || host.AsSpan().IndexOfAny(':', '=') >= 0)
        {
            diagnostics.Error("host", span, $"\"{host}\" is no host name");
        }
    }

    // Compose keeps no order of keys; by name is one that repeats.
    private static List<BuildSshKey> Ssh(ValueReader values)
    {
        List<BuildSshKey> keys = [];
        if (values.Map.Get("ssh") is YamlMap map)
        {
            foreach (string id in GoOrder.Keys(map))
            {
                YamlNode path = map.Get(id)!;
                keys.Add(new BuildSshKey { Id = id, Path = path is YamlScalar { Kind: ScalarKind.Null } ? "" : GoPrint.Print(path) });
            }
        }

        return keys;
    }

    private static DeployUpdate Rollout(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Parallelism = values.CountOrNull("parallelism"),
        Delay = values.Duration("delay"),
        FailureAction = values.Text("failure_action"),
        Monitor = values.Duration("monitor"),
        MaxFailureRatio = values.Single("max_failure_ratio"),
        Order = values.Text("order"),
    };

    private static DeployResources Resources(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Limits = values.Child("limits") is { } limits ? Resource(limits) : null,
        Reservations = values.Child("reservations") is { } reservations ? Resource(reservations) : null,
    };

    private static DeployResource Resource(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Cpus = values.Single("cpus"),
        Memory = values.Bytes("memory"),
        Pids = values.Whole("pids"),
        Devices = values.List("devices", DeviceRequest),
        GenericResources = values.List("generic_resources", static resource => new DeployGenericResource
        {
            Node = resource.Map,
            Extensions = ExtensionRules.Of(resource.Map),
            HasSpec = resource.Child("discrete_resource_spec") is not null,
            Kind = resource.Child("discrete_resource_spec")?.Text("kind") ?? "",
            Value = resource.Child("discrete_resource_spec")?.Whole("value") ?? 0,
        }),
    };

    private static DeployRestartPolicy RestartPolicy(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Condition = values.Text("condition"),
        Delay = values.DurationOrNull("delay"),
        MaxAttempts = values.CountOrNull("max_attempts"),
        Window = values.DurationOrNull("window"),
    };

    private static DeployPlacement Placement(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Constraints = values.Texts("constraints"),
        Preferences = values.List("preferences", static preference => preference.Text("spread")),
        MaxReplicasPerNode = values.Count("max_replicas_per_node"),
    };

    private static BlkioRateDevice Rate(ValueReader values) => new()
    {
        Node = values.Map,
        Extensions = ExtensionRules.Of(values.Map),
        Path = values.Text("path"),
        Rate = values.Bytes("rate"),
    };

    // Of all numbers only weights are not taken from strings.
    private static ushort Weight(ValueReader values, string key)
    {
        if (values.Map.Get(key) is YamlScalar { Kind: ScalarKind.String } text)
        {
            values.Diagnostics.Error("wrong-type", text.Span, $"\"{text.Text}\" is not a whole number", "remove the quotes");
            return 0;
        }

        return unchecked((ushort)values.Count(key));
    }

    private static long? FileMode(ValueReader values)
    {
        switch (values.Map.Get("mode"))
        {
            case null or YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return null;
            case YamlScalar { Kind: ScalarKind.Integer } number:
                return number.Integer;
            case YamlScalar { Kind: ScalarKind.String } text when Octal(text.Text) is { } mode:
                return mode;
            case { } node:
                values.Diagnostics.Error("wrong-type", node.Span, $"\"{GoPrint.Print(node)}\" is no file mode", "write octal digits, e.g. 0440");
                return null;
        }
    }

    private static long? Octal(string text)
    {
        string digits = text.TrimStart('-', '+');
        if (digits.Length == 0 || digits.Length > 20 || text.Length - digits.Length > 1)
        {
            return null;
        }

        long value = 0;
        foreach (char c in digits)
        {
            if (c is < '0' or > '7')
            {
                return null;
            }

            value = (value * 8) + c - '0';
        }

        return text[0] == '-' ? -value : value;
    }

    private static long DeviceCount(ValueReader values)
    {
        switch (values.Map.Get("count"))
        {
            case null or YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return 0;
            case YamlScalar { Kind: ScalarKind.Integer } number:
                return number.Integer;
            case YamlScalar { Kind: ScalarKind.String } text when string.Equals(text.Text, "all", StringComparison.OrdinalIgnoreCase):
                return -1;
            case YamlScalar { Kind: ScalarKind.String } text when GoNumbers.TryInteger(text.Text, out long count):
                return count;
            case { } node:
                values.Diagnostics.Error("wrong-type", node.Span, $"\"{GoPrint.Print(node)}\" is no number of devices", "write \"all\" or a whole number");
                return 0;
        }
    }

    private static int Limit(ValueReader values, string key)
    {
        if (values.Map.Get(key) is not (null or YamlScalar { Kind: ScalarKind.Integer or ScalarKind.Broken }))
        {
            values.Diagnostics.Error("wrong-type", values.Map.Get(key)!.Span, $"{key} must be a whole number");
            return 0;
        }

        return values.Int(key);
    }
}
