using System.Text.Json;

namespace Berth.Docker;

// The members of a record, one method a record. What is empty is left out.
internal static partial class ApiWriter
{
    public static void ContainerCreateRequest(Utf8JsonWriter json, ContainerCreateRequest value)
    {
        ContainerConfig(json, value.Config);
        json.Object("HostConfig"u8, value.HostConfig, HostConfig);
        json.Object("NetworkingConfig"u8, value.NetworkingConfig, NetworkingConfig);
    }

    public static void ContainerConfig(Utf8JsonWriter json, ContainerConfig value)
    {
        json.Text("Hostname"u8, value.Hostname);
        json.Text("Domainname"u8, value.Domainname);
        json.Text("User"u8, value.User);
        json.Flag("AttachStdin"u8, value.AttachStdin);
        json.Flag("AttachStdout"u8, value.AttachStdout);
        json.Flag("AttachStderr"u8, value.AttachStderr);
        json.Set("ExposedPorts"u8, value.ExposedPorts?.Keys);
        json.Flag("Tty"u8, value.Tty);
        json.Flag("OpenStdin"u8, value.OpenStdin);
        json.Flag("StdinOnce"u8, value.StdinOnce);
        json.Texts("Env"u8, value.Env);
        json.Texts("Cmd"u8, value.Cmd);
        json.Object("Healthcheck"u8, value.Healthcheck, HealthConfig);
        json.Flag("ArgsEscaped"u8, value.ArgsEscaped);
        json.Text("Image"u8, value.Image);
        json.Set("Volumes"u8, value.Volumes?.Keys);
        json.Text("WorkingDir"u8, value.WorkingDir);
        json.Texts("Entrypoint"u8, value.Entrypoint);
        json.Flag("NetworkDisabled"u8, value.NetworkDisabled);
        json.Text("MacAddress"u8, value.MacAddress);
        json.Texts("OnBuild"u8, value.OnBuild);
        json.TextMap("Labels"u8, value.Labels);
        json.Text("StopSignal"u8, value.StopSignal);
        json.Number("StopTimeout"u8, value.StopTimeout);
        json.Texts("Shell"u8, value.Shell);
    }

    public static void HostConfig(Utf8JsonWriter json, HostConfig value)
    {
        Resources(json, value);
        json.Texts("Binds"u8, value.Binds);
        json.Text("ContainerIDFile"u8, value.ContainerIDFile);
        json.Object("LogConfig"u8, value.LogConfig, LogConfig);
        json.Text("NetworkMode"u8, value.NetworkMode);
        json.Lists("PortBindings"u8, value.PortBindings, PortBinding);
        json.Object("RestartPolicy"u8, value.RestartPolicy, RestartPolicy);
        json.Flag("AutoRemove"u8, value.AutoRemove);
        json.Text("VolumeDriver"u8, value.VolumeDriver);
        json.Texts("VolumesFrom"u8, value.VolumesFrom);
        json.Numbers("ConsoleSize"u8, value.ConsoleSize);
        json.TextMap("Annotations"u8, value.Annotations);
        json.Texts("CapAdd"u8, value.CapAdd);
        json.Texts("CapDrop"u8, value.CapDrop);
        json.Text("CgroupnsMode"u8, value.CgroupnsMode);
        json.Texts("Dns"u8, value.Dns);
        json.Texts("DnsOptions"u8, value.DnsOptions);
        json.Texts("DnsSearch"u8, value.DnsSearch);
        json.Texts("ExtraHosts"u8, value.ExtraHosts);
        json.Texts("GroupAdd"u8, value.GroupAdd);
        json.Text("IpcMode"u8, value.IpcMode);
        json.Text("Cgroup"u8, value.Cgroup);
        json.Texts("Links"u8, value.Links);
        json.Number("OomScoreAdj"u8, value.OomScoreAdj);
        json.Text("PidMode"u8, value.PidMode);
        json.Flag("Privileged"u8, value.Privileged);
        json.Flag("PublishAllPorts"u8, value.PublishAllPorts);
        json.Flag("ReadonlyRootfs"u8, value.ReadonlyRootfs);
        json.Texts("SecurityOpt"u8, value.SecurityOpt);
        json.TextMap("StorageOpt"u8, value.StorageOpt);
        json.TextMap("Tmpfs"u8, value.Tmpfs);
        json.Text("UTSMode"u8, value.UTSMode);
        json.Text("UsernsMode"u8, value.UsernsMode);
        json.Number("ShmSize"u8, value.ShmSize);
        json.TextMap("Sysctls"u8, value.Sysctls);
        json.Text("Runtime"u8, value.Runtime);
        json.Text("Isolation"u8, value.Isolation);
        json.List("Mounts"u8, value.Mounts, Mount);
        json.Texts("MaskedPaths"u8, value.MaskedPaths);
        json.Texts("ReadonlyPaths"u8, value.ReadonlyPaths);
        json.Flag("Init"u8, value.Init);
    }

    public static void NetworkingConfig(Utf8JsonWriter json, NetworkingConfig value)
    {
        json.Map("EndpointsConfig"u8, value.EndpointsConfig, EndpointSettings);
    }

    public static void ContainerUpdateRequest(Utf8JsonWriter json, ContainerUpdateRequest value)
    {
        Resources(json, value);
        json.Object("RestartPolicy"u8, value.RestartPolicy, RestartPolicy);
    }

    public static void HealthConfig(Utf8JsonWriter json, HealthConfig value)
    {
        json.Texts("Test"u8, value.Test);
        json.Number("Interval"u8, value.Interval);
        json.Number("Timeout"u8, value.Timeout);
        json.Number("StartPeriod"u8, value.StartPeriod);
        json.Number("StartInterval"u8, value.StartInterval);
        json.Number("Retries"u8, value.Retries);
    }

    public static void LogConfig(Utf8JsonWriter json, LogConfig value)
    {
        json.Text("Type"u8, value.Type);
        json.TextMap("Config"u8, value.Config);
    }

    public static void PortBinding(Utf8JsonWriter json, PortBinding value)
    {
        json.Text("HostIp"u8, value.HostIp);
        json.Text("HostPort"u8, value.HostPort);
    }

    public static void RestartPolicy(Utf8JsonWriter json, RestartPolicy value)
    {
        json.Text("Name"u8, value.Name);
        json.Number("MaximumRetryCount"u8, value.MaximumRetryCount);
    }

    public static void Mount(Utf8JsonWriter json, Mount value)
    {
        json.Text("Type"u8, value.Type);
        json.Text("Source"u8, value.Source);
        json.Text("Target"u8, value.Target);
        json.Flag("ReadOnly"u8, value.ReadOnly);
        json.Text("Consistency"u8, value.Consistency);
        json.Object("BindOptions"u8, value.BindOptions, BindOptions);
        json.Object("VolumeOptions"u8, value.VolumeOptions, VolumeOptions);
        json.Object("ImageOptions"u8, value.ImageOptions, ImageOptions);
        json.Object("TmpfsOptions"u8, value.TmpfsOptions, TmpfsOptions);
        json.Empty("ClusterOptions"u8, value.ClusterOptions);
    }

    public static void WeightDevice(Utf8JsonWriter json, WeightDevice value)
    {
        json.Text("Path"u8, value.Path);
        json.Number("Weight"u8, value.Weight);
    }

    public static void ThrottleDevice(Utf8JsonWriter json, ThrottleDevice value)
    {
        json.Text("Path"u8, value.Path);
        json.Number("Rate"u8, value.Rate);
    }

    public static void DeviceMapping(Utf8JsonWriter json, DeviceMapping value)
    {
        json.Text("PathOnHost"u8, value.PathOnHost);
        json.Text("PathInContainer"u8, value.PathInContainer);
        json.Text("CgroupPermissions"u8, value.CgroupPermissions);
    }

    public static void DeviceRequest(Utf8JsonWriter json, DeviceRequest value)
    {
        json.Text("Driver"u8, value.Driver);
        json.Number("Count"u8, value.Count);
        json.Texts("DeviceIDs"u8, value.DeviceIDs);
        json.TextLists("Capabilities"u8, value.Capabilities);
        json.TextMap("Options"u8, value.Options);
    }

    public static void Ulimit(Utf8JsonWriter json, Ulimit value)
    {
        json.Text("Name"u8, value.Name);
        json.Number("Soft"u8, value.Soft);
        json.Number("Hard"u8, value.Hard);
    }

    public static void EndpointSettings(Utf8JsonWriter json, EndpointSettings value)
    {
        json.Object("IPAMConfig"u8, value.IPAMConfig, EndpointIPAMConfig);
        json.Texts("Links"u8, value.Links);
        json.Texts("Aliases"u8, value.Aliases);
        json.Text("MacAddress"u8, value.MacAddress);
        json.TextMap("DriverOpts"u8, value.DriverOpts);
        json.Number("GwPriority"u8, value.GwPriority);
        json.Text("NetworkID"u8, value.NetworkID);
        json.Text("EndpointID"u8, value.EndpointID);
        json.Text("Gateway"u8, value.Gateway);
        json.Text("IPAddress"u8, value.IPAddress);
        json.Number("IPPrefixLen"u8, value.IPPrefixLen);
        json.Text("IPv6Gateway"u8, value.IPv6Gateway);
        json.Text("GlobalIPv6Address"u8, value.GlobalIPv6Address);
        json.Number("GlobalIPv6PrefixLen"u8, value.GlobalIPv6PrefixLen);
        json.Texts("DNSNames"u8, value.DNSNames);
    }

    public static void BindOptions(Utf8JsonWriter json, BindOptions value)
    {
        json.Text("Propagation"u8, value.Propagation);
        json.Flag("NonRecursive"u8, value.NonRecursive);
        json.Flag("CreateMountpoint"u8, value.CreateMountpoint);
        json.Flag("ReadOnlyNonRecursive"u8, value.ReadOnlyNonRecursive);
        json.Flag("ReadOnlyForceRecursive"u8, value.ReadOnlyForceRecursive);
    }

    public static void VolumeOptions(Utf8JsonWriter json, VolumeOptions value)
    {
        json.Flag("NoCopy"u8, value.NoCopy);
        json.TextMap("Labels"u8, value.Labels);
        json.Text("Subpath"u8, value.Subpath);
        json.Object("DriverConfig"u8, value.DriverConfig, VolumeDriverConfig);
    }

    public static void ImageOptions(Utf8JsonWriter json, ImageOptions value)
    {
        json.Text("Subpath"u8, value.Subpath);
    }

    public static void TmpfsOptions(Utf8JsonWriter json, TmpfsOptions value)
    {
        json.Number("SizeBytes"u8, value.SizeBytes);
        json.Number("Mode"u8, value.Mode);
        json.TextLists("Options"u8, value.Options);
    }

    public static void EndpointIPAMConfig(Utf8JsonWriter json, EndpointIPAMConfig value)
    {
        json.Text("IPv4Address"u8, value.IPv4Address);
        json.Text("IPv6Address"u8, value.IPv6Address);
        json.Texts("LinkLocalIPs"u8, value.LinkLocalIPs);
    }

    public static void VolumeDriverConfig(Utf8JsonWriter json, VolumeDriverConfig value)
    {
        json.Text("Name"u8, value.Name);
        json.TextMap("Options"u8, value.Options);
    }

    private static void Resources(Utf8JsonWriter json, Resources value)
    {
        json.Number("CpuShares"u8, value.CpuShares);
        json.Number("Memory"u8, value.Memory);
        json.Number("NanoCpus"u8, value.NanoCpus);
        json.Text("CgroupParent"u8, value.CgroupParent);
        json.Number("BlkioWeight"u8, value.BlkioWeight);
        json.List("BlkioWeightDevice"u8, value.BlkioWeightDevice, WeightDevice);
        json.List("BlkioDeviceReadBps"u8, value.BlkioDeviceReadBps, ThrottleDevice);
        json.List("BlkioDeviceWriteBps"u8, value.BlkioDeviceWriteBps, ThrottleDevice);
        json.List("BlkioDeviceReadIOps"u8, value.BlkioDeviceReadIOps, ThrottleDevice);
        json.List("BlkioDeviceWriteIOps"u8, value.BlkioDeviceWriteIOps, ThrottleDevice);
        json.Number("CpuPeriod"u8, value.CpuPeriod);
        json.Number("CpuQuota"u8, value.CpuQuota);
        json.Number("CpuRealtimePeriod"u8, value.CpuRealtimePeriod);
        json.Number("CpuRealtimeRuntime"u8, value.CpuRealtimeRuntime);
        json.Text("CpusetCpus"u8, value.CpusetCpus);
        json.Text("CpusetMems"u8, value.CpusetMems);
        json.List("Devices"u8, value.Devices, DeviceMapping);
        json.Texts("DeviceCgroupRules"u8, value.DeviceCgroupRules);
        json.List("DeviceRequests"u8, value.DeviceRequests, DeviceRequest);
        json.Number("KernelMemory"u8, value.KernelMemory);
        json.Number("KernelMemoryTCP"u8, value.KernelMemoryTCP);
        json.Number("MemoryReservation"u8, value.MemoryReservation);
        json.Number("MemorySwap"u8, value.MemorySwap);
        json.Number("MemorySwappiness"u8, value.MemorySwappiness);
        json.Flag("OomKillDisable"u8, value.OomKillDisable);
        json.Number("PidsLimit"u8, value.PidsLimit);
        json.List("Ulimits"u8, value.Ulimits, Ulimit);
        json.Number("CpuCount"u8, value.CpuCount);
        json.Number("CpuPercent"u8, value.CpuPercent);
        json.Number("IOMaximumIOps"u8, value.IOMaximumIOps);
        json.Number("IOMaximumBandwidth"u8, value.IOMaximumBandwidth);
    }
}
