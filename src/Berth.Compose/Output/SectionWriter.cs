namespace Berth.Compose;

/// <summary>Writes the sections of a service that have attributes of their own.</summary>
internal static class SectionWriter
{
    public static void Build(FieldWriter fields, BuildConfig build)
    {
        fields.Text("context", build.Context);
        fields.Text("dockerfile", build.Dockerfile);
        fields.Text("dockerfile_inline", build.DockerfileInline);
        fields.Texts("entitlements", build.Entitlements);
        fields.OptionalPairs("args", build.Args);
        fields.Text("provenance", build.Provenance);
        fields.Text("sbom", build.Sbom);
        fields.Values("ssh", build.Ssh, SshKey);
        fields.Pairs("labels", build.Labels);
        fields.Texts("cache_from", build.CacheFrom);
        fields.Texts("cache_to", build.CacheTo);
        fields.Truth("no_cache", build.NoCache);
        fields.Pairs("additional_contexts", build.AdditionalContexts);
        fields.Truth("pull", build.Pull);
        fields.Hosts("extra_hosts", build.ExtraHosts);
        fields.Text("isolation", build.Isolation);
        fields.Text("network", build.Network);
        fields.Text("target", build.Target);
        fields.List("secrets", build.Secrets, FileMount);
        fields.Bytes("shm_size", build.ShmSize);
        fields.Texts("tags", build.Tags);
        fields.Entries("ulimits", build.Ulimits, Ulimit);
        fields.Texts("platforms", build.Platforms);
        fields.Truth("privileged", build.Privileged);
    }

    public static void Develop(FieldWriter fields, ServiceDevelop develop)
    {
        fields.List("watch", develop.Watch, static (fields, trigger) =>
        {
            fields.Writer.Key("path");
            fields.Writer.Text(trigger.Path);
            fields.Writer.Key("action");
            fields.Writer.Text(trigger.Action);
            fields.Text("target", trigger.Target);
            ServiceHook exec = trigger.Exec;
            if (fields.IsJson || exec.Command is not null || exec.User.Length > 0 || exec.Privileged || exec.WorkingDir.Length > 0 || exec.Environment.Count > 0 || exec.Extensions is not null)
            {
                fields.Writer.Key("exec");
                fields.Element(exec, Hook);
            }

            fields.Texts("include", trigger.Include);
            fields.Texts("ignore", trigger.Ignore);
            fields.Truth("initial_sync", trigger.InitialSync);
        });
    }

    public static void Blkio(FieldWriter fields, ServiceBlkio blkio)
    {
        fields.Whole("weight", blkio.Weight);
        fields.List("weight_device", blkio.WeightDevice, static (fields, device) =>
        {
            // Compose's type has no names for JSON, so its own come through.
            fields.Writer.Key(fields.IsJson ? "Path" : "path");
            fields.Writer.Text(device.Path);
            fields.Writer.Key(fields.IsJson ? "Weight" : "weight");
            fields.Writer.Whole(device.Weight);
        });
        fields.List("device_read_bps", blkio.DeviceReadBps, Rate);
        fields.List("device_read_iops", blkio.DeviceReadIops, Rate);
        fields.List("device_write_bps", blkio.DeviceWriteBps, Rate);
        fields.List("device_write_iops", blkio.DeviceWriteIops, Rate);
    }

    public static void Deploy(FieldWriter fields, DeployConfig deploy)
    {
        fields.Text("mode", deploy.Mode);
        fields.Whole("replicas", (long?)deploy.Replicas);
        fields.Pairs("labels", deploy.Labels);
        fields.Section("update_config", deploy.UpdateConfig, Rollout);
        fields.Section("rollback_config", deploy.RollbackConfig, Rollout);
        DeployResources resources = deploy.Resources;
        if (fields.IsJson || resources.Limits is not null || resources.Reservations is not null || resources.Extensions is not null)
        {
            fields.Writer.Key("resources");
            fields.Writer.BeginMap();
            fields.Section("limits", resources.Limits, Resource);
            fields.Section("reservations", resources.Reservations, Resource);
            fields.Extensions(resources.Extensions);
            fields.Writer.EndMap();
        }

        fields.Section("restart_policy", deploy.RestartPolicy, RestartPolicy);
        DeployPlacement placement = deploy.Placement;
        if (fields.IsJson || placement.Constraints.Count > 0 || placement.Preferences.Count > 0 || placement.MaxReplicasPerNode > 0 || placement.Extensions is not null)
        {
            fields.Writer.Key("placement");
            fields.Element(placement, Placement);
        }

        fields.Text("endpoint_mode", deploy.EndpointMode);
    }

    public static void DeviceRequest(FieldWriter fields, ServiceDeviceRequest request)
    {
        fields.Writer.BeginMap();
        fields.Texts("capabilities", request.Capabilities);
        fields.Text("driver", request.Driver);
        fields.Whole("count", request.Count);
        fields.Texts("device_ids", request.DeviceIds);
        fields.Pairs("options", request.Options);
        fields.Writer.EndMap();
    }

    public static void FileMount(FieldWriter fields, ServiceFileMount mount)
    {
        fields.Text("source", mount.Source);
        fields.Text("target", mount.Target);
        fields.Text("uid", mount.Uid);
        fields.Text("gid", mount.Gid);
        if (mount.Mode is { } mode)
        {
            fields.Writer.Key("mode");
            fields.Writer.Text("0" + Convert.ToString(mode, 8));
        }
    }

    public static void Hook(FieldWriter fields, ServiceHook hook)
    {
        fields.Command("command", hook.Command);
        fields.Text("user", hook.User);
        fields.Truth("privileged", hook.Privileged);
        fields.Text("working_dir", hook.WorkingDir);
        fields.OptionalPairs("environment", hook.Environment);
    }

    public static void Ulimit(FieldWriter fields, ServiceUlimit limit)
    {
        if (limit.Single != 0)
        {
            fields.Writer.Whole(limit.Single);
            return;
        }

        fields.Writer.BeginMap();
        if (!fields.IsJson || limit.Soft != 0)
        {
            fields.Writer.Key("soft");
            fields.Writer.Whole(limit.Soft);
        }

        if (!fields.IsJson || limit.Hard != 0)
        {
            fields.Writer.Key("hard");
            fields.Writer.Whole(limit.Hard);
        }

        fields.Writer.EndMap();
    }

    private static void SshKey(FieldWriter fields, BuildSshKey key)
    {
        if (key.Path.Length > 0 && fields.Writer is GoJsonWriter json)
        {
            // Compose fails on it, too: its JSON for a key with a path is none.
            json.Fault ??= $"the SSH key \"{key.Id}\" with a path can't be written as JSON";
        }

        fields.Writer.Text(key.Path.Length == 0 ? key.Id : key.Id + ": " + key.Path);
    }

    private static void Rate(FieldWriter fields, BlkioRateDevice device)
    {
        fields.Writer.Key(fields.IsJson ? "Path" : "path");
        fields.Writer.Text(device.Path);
        fields.Writer.Key(fields.IsJson ? "Rate" : "rate");
        fields.Writer.Text(GoText.Integer(device.Rate));
    }

    private static void Rollout(FieldWriter fields, DeployUpdate update)
    {
        fields.Count("parallelism", update.Parallelism);
        fields.Duration("delay", update.Delay);
        fields.Text("failure_action", update.FailureAction);
        fields.Duration("monitor", update.Monitor);
        fields.Single("max_failure_ratio", update.MaxFailureRatio);
        fields.Text("order", update.Order);
    }

    private static void Resource(FieldWriter fields, DeployResource resource)
    {
        fields.Single("cpus", resource.Cpus);
        fields.Bytes("memory", resource.Memory);
        fields.Whole("pids", resource.Pids);
        fields.Values("devices", resource.Devices, DeviceRequest);
        fields.List("generic_resources", resource.GenericResources, static (fields, generic) =>
        {
            if (generic.HasSpec)
            {
                fields.Writer.Key("discrete_resource_spec");
                fields.Writer.BeginMap();
                fields.Writer.Key("kind");
                fields.Writer.Text(generic.Kind);
                fields.Writer.Key("value");
                fields.Writer.Whole(generic.Value);
                fields.Writer.EndMap();
            }
        });
    }

    private static void RestartPolicy(FieldWriter fields, DeployRestartPolicy policy)
    {
        fields.Text("condition", policy.Condition);
        fields.Duration("delay", policy.Delay);
        fields.Count("max_attempts", policy.MaxAttempts);
        fields.Duration("window", policy.Window);
    }

    private static void Placement(FieldWriter fields, DeployPlacement placement)
    {
        fields.Texts("constraints", placement.Constraints);
        fields.Values("preferences", placement.Preferences, static (fields, spread) =>
        {
            fields.Writer.BeginMap();
            fields.Text("spread", spread);
            fields.Writer.EndMap();
        });
        fields.Count("max_replicas_per_node", placement.MaxReplicasPerNode == 0 ? null : placement.MaxReplicasPerNode);
    }
}
