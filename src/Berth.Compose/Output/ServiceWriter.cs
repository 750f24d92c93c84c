namespace Berth.Compose;

/// <summary>Writes services, attributes in the order of Compose's own types, which the configuration hash depends on.</summary>
internal static class ServiceWriter
{
    public static void Write(FieldWriter fields, ServiceConfig service)
    {
        WriteFirst(fields, service);
        WriteMiddle(fields, service);
        WriteLast(fields, service);
    }

    // profiles … domainname
    private static void WriteFirst(FieldWriter fields, ServiceConfig service)
    {
        fields.Texts("profiles", service.Profiles);
        fields.Pairs("annotations", service.Annotations);
        fields.Truth("attach", service.Attach);
        fields.Section("build", service.Build, SectionWriter.Build);
        fields.Section("develop", service.Develop, SectionWriter.Develop);
        fields.Section("blkio_config", service.BlkioConfig, SectionWriter.Blkio);
        fields.Texts("cap_add", service.CapAdd);
        fields.Texts("cap_drop", service.CapDrop);
        fields.Text("cgroup_parent", service.CgroupParent);
        fields.Text("cgroup", service.Cgroup);
        fields.Whole("cpu_count", service.CpuCount);
        fields.Single("cpu_percent", service.CpuPercent);
        fields.Whole("cpu_period", service.CpuPeriod);
        fields.Whole("cpu_quota", service.CpuQuota);
        fields.Whole("cpu_rt_period", service.CpuRtPeriod);
        fields.Whole("cpu_rt_runtime", service.CpuRtRuntime);
        fields.Single("cpus", service.Cpus);
        fields.Text("cpuset", service.Cpuset);
        fields.Whole("cpu_shares", service.CpuShares);
        fields.Command("command", service.Command);
        fields.List("configs", service.Configs, SectionWriter.FileMount);
        fields.Text("container_name", service.ContainerName);
        fields.Section("credential_spec", service.CredentialSpec, CredentialSpec);
        fields.Map("depends_on", service.DependsOn, Dependency);
        fields.Section("deploy", service.Deploy, SectionWriter.Deploy);
        fields.Texts("device_cgroup_rules", service.DeviceCgroupRules);
        fields.List("devices", service.Devices, Device);
        fields.Texts("dns", service.Dns);
        fields.Texts("dns_opt", service.DnsOpt);
        fields.Texts("dns_search", service.DnsSearch);
        fields.Text("dockerfile", service.Dockerfile);
        fields.Text("domainname", service.DomainName);
    }

    // entrypoint … networks
    private static void WriteMiddle(FieldWriter fields, ServiceConfig service)
    {
        fields.Command("entrypoint", service.Entrypoint);
        fields.Section("provider", service.Provider, Provider);
        fields.OptionalPairs("environment", service.Environment);
        fields.Values("env_file", service.EnvFiles, EnvFile);
        fields.Texts("expose", service.Expose);
        fields.Section("extends", service.Extends, Extends);
        fields.Texts("external_links", service.ExternalLinks);
        fields.Hosts("extra_hosts", service.ExtraHosts);
        fields.Texts("group_add", service.GroupAdd);
        fields.Values("gpus", service.Gpus, SectionWriter.DeviceRequest);
        fields.Text("hostname", service.Hostname);
        fields.Section("healthcheck", service.Healthcheck, Healthcheck);
        fields.Text("image", service.Image);
        fields.Truth("init", service.Init);
        fields.Text("ipc", service.Ipc);
        fields.Text("isolation", service.Isolation);
        fields.Pairs("labels", service.Labels);
        fields.Texts("label_file", service.LabelFiles);
        fields.Texts("links", service.Links);
        fields.Section("logging", service.Logging, Logging);
        fields.Text("log_driver", service.LogDriver);
        fields.Pairs("log_opt", service.LogOpt);
        fields.Bytes("mem_limit", service.MemLimit);
        fields.Bytes("mem_reservation", service.MemReservation);
        fields.Bytes("memswap_limit", service.MemSwapLimit);
        fields.Bytes("mem_swappiness", service.MemSwappiness);
        fields.Text("mac_address", service.MacAddress);
        fields.Entries("models", service.Models, Model);
        fields.Text("net", service.Net);
        fields.Text("network_mode", service.NetworkMode);
        fields.Entries("networks", service.Networks, Network);
    }

    // oom_kill_disable … pre_stop
    private static void WriteLast(FieldWriter fields, ServiceConfig service)
    {
        fields.Truth("oom_kill_disable", service.OomKillDisable);
        fields.Whole("oom_score_adj", service.OomScoreAdj);
        fields.Text("pid", service.Pid);
        fields.Whole("pids_limit", service.PidsLimit);
        fields.Text("platform", service.Platform);
        fields.List("ports", service.Ports, Port);
        fields.Truth("privileged", service.Privileged);
        fields.Text("pull_policy", service.PullPolicy);
        fields.Truth("read_only", service.ReadOnly);
        fields.Text("restart", service.Restart);
        fields.Text("runtime", service.Runtime);
        fields.Whole("scale", (long?)service.Scale);
        fields.List("secrets", service.Secrets, SectionWriter.FileMount);
        fields.Texts("security_opt", service.SecurityOpt);
        fields.Bytes("shm_size", service.ShmSize);
        fields.Truth("stdin_open", service.StdinOpen);
        fields.Duration("stop_grace_period", service.StopGracePeriod);
        fields.Text("stop_signal", service.StopSignal);
        fields.Pairs("storage_opt", service.StorageOpt);
        fields.Pairs("sysctls", service.Sysctls);
        fields.Texts("tmpfs", service.Tmpfs);
        fields.Truth("tty", service.Tty);
        fields.Entries("ulimits", service.Ulimits, SectionWriter.Ulimit);
        fields.Truth("use_api_socket", service.UseApiSocket);
        fields.Text("user", service.User);
        fields.Text("userns_mode", service.UsernsMode);
        fields.Text("uts", service.Uts);
        fields.Text("volume_driver", service.VolumeDriver);
        fields.List("volumes", service.Volumes, Volume);
        fields.Texts("volumes_from", service.VolumesFrom);
        fields.Text("working_dir", service.WorkingDir);
        fields.List("post_start", service.PostStart, SectionWriter.Hook);
        fields.List("pre_stop", service.PreStop, SectionWriter.Hook);
    }

    private static void CredentialSpec(FieldWriter fields, ServiceCredentialSpec spec)
    {
        fields.Text("config", spec.Config);
        fields.Text("file", spec.File);
        fields.Text("registry", spec.Registry);
    }

    private static void Dependency(FieldWriter fields, ServiceDependency dependency)
    {
        fields.Text("condition", dependency.Condition);
        fields.Truth("restart", dependency.Restart);
        fields.Truth("required", (bool?)dependency.Required);
    }

    private static void Device(FieldWriter fields, ServiceDevice device)
    {
        fields.Text("source", device.Source);
        fields.Text("target", device.Target);
        fields.Text("permissions", device.Permissions);
    }

    private static void Provider(FieldWriter fields, ServiceProvider provider)
    {
        fields.Text("type", provider.Type);
        fields.Lists("options", provider.Options);
    }

    private static void EnvFile(FieldWriter fields, ServiceEnvFile file)
    {
        if (file.Required)
        {
            fields.Writer.Text(file.Path);
            return;
        }

        fields.Writer.BeginMap();
        fields.Text("path", file.Path);
        fields.Truth("required", (bool?)false);
        fields.Text("format", fields.IsJson ? file.Format : "");
        fields.Writer.EndMap();
    }

    private static void Extends(FieldWriter fields, ServiceExtends extends)
    {
        fields.Text("file", extends.File);
        fields.Text("service", extends.Service);
    }

    private static void Healthcheck(FieldWriter fields, ServiceHealthcheck check)
    {
        fields.Texts("test", check.Test);
        fields.Duration("timeout", check.Timeout);
        fields.Duration("interval", check.Interval);
        fields.Count("retries", check.Retries);
        fields.Duration("start_period", check.StartPeriod);
        fields.Duration("start_interval", check.StartInterval);
        fields.Truth("disable", check.Disable);
    }

    private static void Logging(FieldWriter fields, ServiceLogging logging)
    {
        fields.Text("driver", logging.Driver);
        fields.Pairs("options", logging.Options);
    }

    private static void Model(FieldWriter fields, ServiceModel? model)
    {
        if (model is null)
        {
            fields.Writer.Null();
            return;
        }

        fields.Writer.BeginMap();
        fields.Text("endpoint_var", model.EndpointVariable);
        fields.Text("model_var", model.ModelVariable);
        fields.Extensions(model.Extensions);
        fields.Writer.EndMap();
    }

    private static void Network(FieldWriter fields, ServiceNetwork? network)
    {
        if (network is null)
        {
            fields.Writer.Null();
            return;
        }

        fields.Writer.BeginMap();
        fields.Texts("aliases", network.Aliases);
        fields.Pairs("driver_opts", network.DriverOpts);
        fields.Whole("gw_priority", network.GatewayPriority);
        fields.Text("interface_name", network.InterfaceName);
        fields.Text("ipv4_address", network.Ipv4Address);
        fields.Text("ipv6_address", network.Ipv6Address);
        fields.Texts("link_local_ips", network.LinkLocalIps);
        fields.Text("mac_address", network.MacAddress);
        fields.Whole("priority", network.Priority);
        fields.Extensions(network.Extensions);
        fields.Writer.EndMap();
    }

    private static void Port(FieldWriter fields, ServicePort port)
    {
        fields.Text("name", port.Name);
        fields.Text("mode", port.Mode);
        fields.Text("host_ip", port.HostIp);
        fields.Whole("target", port.Target);
        fields.Text("published", port.Published);
        fields.Text("protocol", port.Protocol);
        fields.Text("app_protocol", port.AppProtocol);
    }

    private static void Volume(FieldWriter fields, ServiceVolume volume)
    {
        fields.Text("type", volume.Type);
        fields.Text("source", volume.Source);
        fields.Text("target", volume.Target);
        fields.Truth("read_only", volume.ReadOnly);
        fields.Text("consistency", volume.Consistency);
        fields.Section("bind", volume.Bind, static (fields, bind) =>
        {
            fields.Text("selinux", bind.Selinux);
            fields.Text("propagation", bind.Propagation);
            fields.Truth("create_host_path", bind.CreateHostPath);
            fields.Text("recursive", bind.Recursive);
        });
        fields.Section("volume", volume.Volume, static (fields, options) =>
        {
            fields.Pairs("labels", options.Labels);
            fields.Truth("nocopy", options.NoCopy);
            fields.Text("subpath", options.Subpath);
        });
        fields.Section("tmpfs", volume.Tmpfs, static (fields, tmpfs) =>
        {
            fields.Bytes("size", tmpfs.Size);
            fields.Whole("mode", tmpfs.Mode);
        });
        fields.Section("image", volume.Image, static (fields, image) =>
        {
            fields.Text("subpath", image.Subpath);
        });
    }
}
