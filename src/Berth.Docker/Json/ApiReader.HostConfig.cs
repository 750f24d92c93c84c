using System.Text.Json;

namespace Berth.Docker;

// Reads what a container gets of its host: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static HostConfig HostConfig(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? binds = null;
        string? containerIDFile = null;
        LogConfig? logConfig = null;
        string? networkMode = null;
        IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? portBindings = null;
        RestartPolicy? restartPolicy = null;
        bool autoRemove = false;
        string? volumeDriver = null;
        IReadOnlyList<string>? volumesFrom = null;
        IReadOnlyList<int>? consoleSize = null;
        IReadOnlyDictionary<string, string>? annotations = null;
        IReadOnlyList<string>? capAdd = null;
        IReadOnlyList<string>? capDrop = null;
        string? cgroupnsMode = null;
        IReadOnlyList<string>? dns = null;
        IReadOnlyList<string>? dnsOptions = null;
        IReadOnlyList<string>? dnsSearch = null;
        IReadOnlyList<string>? extraHosts = null;
        IReadOnlyList<string>? groupAdd = null;
        string? ipcMode = null;
        string? cgroup = null;
        IReadOnlyList<string>? links = null;
        int oomScoreAdj = 0;
        string? pidMode = null;
        bool privileged = false;
        bool publishAllPorts = false;
        bool readonlyRootfs = false;
        IReadOnlyList<string>? securityOpt = null;
        IReadOnlyDictionary<string, string>? storageOpt = null;
        IReadOnlyDictionary<string, string>? tmpfs = null;
        string? utsMode = null;
        string? usernsMode = null;
        long shmSize = 0;
        IReadOnlyDictionary<string, string>? sysctls = null;
        string? runtime = null;
        string? isolation = null;
        IReadOnlyList<Mount>? mounts = null;
        IReadOnlyList<string>? maskedPaths = null;
        IReadOnlyList<string>? readonlyPaths = null;
        bool? init = null;
        long cpuShares = 0;
        long memory = 0;
        long nanoCpus = 0;
        string? cgroupParent = null;
        int blkioWeight = 0;
        IReadOnlyList<WeightDevice>? blkioWeightDevice = null;
        IReadOnlyList<ThrottleDevice>? blkioDeviceReadBps = null;
        IReadOnlyList<ThrottleDevice>? blkioDeviceWriteBps = null;
        IReadOnlyList<ThrottleDevice>? blkioDeviceReadIOps = null;
        IReadOnlyList<ThrottleDevice>? blkioDeviceWriteIOps = null;
        long cpuPeriod = 0;
        long cpuQuota = 0;
        long cpuRealtimePeriod = 0;
        long cpuRealtimeRuntime = 0;
        string? cpusetCpus = null;
        string? cpusetMems = null;
        IReadOnlyList<DeviceMapping>? devices = null;
        IReadOnlyList<string>? deviceCgroupRules = null;
        IReadOnlyList<DeviceRequest>? deviceRequests = null;
        long kernelMemory = 0;
        long kernelMemoryTCP = 0;
        long memoryReservation = 0;
        long memorySwap = 0;
        long? memorySwappiness = null;
        bool? oomKillDisable = null;
        long? pidsLimit = null;
        IReadOnlyList<Ulimit>? ulimits = null;
        long cpuCount = 0;
        long cpuPercent = 0;
        long ioMaximumIOps = 0;
        long ioMaximumBandwidth = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Binds"u8)) { binds = json.Texts(); }
            else if (json.ValueTextEquals("ContainerIDFile"u8)) { containerIDFile = json.Text(); }
            else if (json.ValueTextEquals("LogConfig"u8)) { logConfig = json.Object(LogConfig); }
            else if (json.ValueTextEquals("NetworkMode"u8)) { networkMode = json.Text(); }
            else if (json.ValueTextEquals("PortBindings"u8)) { portBindings = json.Map(PortBindings); }
            else if (json.ValueTextEquals("RestartPolicy"u8)) { restartPolicy = json.Object(RestartPolicy); }
            else if (json.ValueTextEquals("AutoRemove"u8)) { autoRemove = json.Bool(); }
            else if (json.ValueTextEquals("VolumeDriver"u8)) { volumeDriver = json.Text(); }
            else if (json.ValueTextEquals("VolumesFrom"u8)) { volumesFrom = json.Texts(); }
            else if (json.ValueTextEquals("ConsoleSize"u8)) { consoleSize = json.List(JsonReading.CurrentInt32); }
            else if (json.ValueTextEquals("Annotations"u8)) { annotations = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("CapAdd"u8)) { capAdd = json.Texts(); }
            else if (json.ValueTextEquals("CapDrop"u8)) { capDrop = json.Texts(); }
            else if (json.ValueTextEquals("CgroupnsMode"u8)) { cgroupnsMode = json.Text(); }
            else if (json.ValueTextEquals("Dns"u8)) { dns = json.Texts(); }
            else if (json.ValueTextEquals("DnsOptions"u8)) { dnsOptions = json.Texts(); }
            else if (json.ValueTextEquals("DnsSearch"u8)) { dnsSearch = json.Texts(); }
            else if (json.ValueTextEquals("ExtraHosts"u8)) { extraHosts = json.Texts(); }
            else if (json.ValueTextEquals("GroupAdd"u8)) { groupAdd = json.Texts(); }
            else if (json.ValueTextEquals("IpcMode"u8)) { ipcMode = json.Text(); }
            else if (json.ValueTextEquals("Cgroup"u8)) { cgroup = json.Text(); }
            else if (json.ValueTextEquals("Links"u8)) { links = json.Texts(); }
            else if (json.ValueTextEquals("OomScoreAdj"u8)) { oomScoreAdj = json.Int32(); }
            else if (json.ValueTextEquals("PidMode"u8)) { pidMode = json.Text(); }
            else if (json.ValueTextEquals("Privileged"u8)) { privileged = json.Bool(); }
            else if (json.ValueTextEquals("PublishAllPorts"u8)) { publishAllPorts = json.Bool(); }
            else if (json.ValueTextEquals("ReadonlyRootfs"u8)) { readonlyRootfs = json.Bool(); }
            else if (json.ValueTextEquals("SecurityOpt"u8)) { securityOpt = json.Texts(); }
            else if (json.ValueTextEquals("StorageOpt"u8)) { storageOpt = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Tmpfs"u8)) { tmpfs = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("UTSMode"u8)) { utsMode = json.Text(); }
            else if (json.ValueTextEquals("UsernsMode"u8)) { usernsMode = json.Text(); }
            else if (json.ValueTextEquals("ShmSize"u8)) { shmSize = json.Int64(); }
            else if (json.ValueTextEquals("Sysctls"u8)) { sysctls = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Runtime"u8)) { runtime = json.Text(); }
            else if (json.ValueTextEquals("Isolation"u8)) { isolation = json.Text(); }
            else if (json.ValueTextEquals("Mounts"u8)) { mounts = json.List(Mount); }
            else if (json.ValueTextEquals("MaskedPaths"u8)) { maskedPaths = json.Texts(); }
            else if (json.ValueTextEquals("ReadonlyPaths"u8)) { readonlyPaths = json.Texts(); }
            else if (json.ValueTextEquals("Init"u8)) { init = json.OptionalBool(); }
            else if (json.ValueTextEquals("CpuShares"u8)) { cpuShares = json.Int64(); }
            else if (json.ValueTextEquals("Memory"u8)) { memory = json.Int64(); }
            else if (json.ValueTextEquals("NanoCpus"u8)) { nanoCpus = json.Int64(); }
            else if (json.ValueTextEquals("CgroupParent"u8)) { cgroupParent = json.Text(); }
            else if (json.ValueTextEquals("BlkioWeight"u8)) { blkioWeight = json.Int32(); }
            else if (json.ValueTextEquals("BlkioWeightDevice"u8)) { blkioWeightDevice = json.List(WeightDevice); }
            else if (json.ValueTextEquals("BlkioDeviceReadBps"u8)) { blkioDeviceReadBps = json.List(ThrottleDevice); }
            else if (json.ValueTextEquals("BlkioDeviceWriteBps"u8)) { blkioDeviceWriteBps = json.List(ThrottleDevice); }
            else if (json.ValueTextEquals("BlkioDeviceReadIOps"u8)) { blkioDeviceReadIOps = json.List(ThrottleDevice); }
            else if (json.ValueTextEquals("BlkioDeviceWriteIOps"u8)) { blkioDeviceWriteIOps = json.List(ThrottleDevice); }
            else if (json.ValueTextEquals("CpuPeriod"u8)) { cpuPeriod = json.Int64(); }
            else if (json.ValueTextEquals("CpuQuota"u8)) { cpuQuota = json.Int64(); }
            else if (json.ValueTextEquals("CpuRealtimePeriod"u8)) { cpuRealtimePeriod = json.Int64(); }
            else if (json.ValueTextEquals("CpuRealtimeRuntime"u8)) { cpuRealtimeRuntime = json.Int64(); }
            else if (json.ValueTextEquals("CpusetCpus"u8)) { cpusetCpus = json.Text(); }
            else if (json.ValueTextEquals("CpusetMems"u8)) { cpusetMems = json.Text(); }
            else if (json.ValueTextEquals("Devices"u8)) { devices = json.List(DeviceMapping); }
            else if (json.ValueTextEquals("DeviceCgroupRules"u8)) { deviceCgroupRules = json.Texts(); }
            else if (json.ValueTextEquals("DeviceRequests"u8)) { deviceRequests = json.List(DeviceRequest); }
            else if (json.ValueTextEquals("KernelMemory"u8)) { kernelMemory = json.Int64(); }
            else if (json.ValueTextEquals("KernelMemoryTCP"u8)) { kernelMemoryTCP = json.Int64(); }
            else if (json.ValueTextEquals("MemoryReservation"u8)) { memoryReservation = json.Int64(); }
            else if (json.ValueTextEquals("MemorySwap"u8)) { memorySwap = json.Int64(); }
            else if (json.ValueTextEquals("MemorySwappiness"u8)) { memorySwappiness = json.OptionalInt64(); }
            else if (json.ValueTextEquals("OomKillDisable"u8)) { oomKillDisable = json.OptionalBool(); }
            else if (json.ValueTextEquals("PidsLimit"u8)) { pidsLimit = json.OptionalInt64(); }
            else if (json.ValueTextEquals("Ulimits"u8)) { ulimits = json.List(Ulimit); }
            else if (json.ValueTextEquals("CpuCount"u8)) { cpuCount = json.Int64(); }
            else if (json.ValueTextEquals("CpuPercent"u8)) { cpuPercent = json.Int64(); }
            else if (json.ValueTextEquals("IOMaximumIOps"u8)) { ioMaximumIOps = json.Int64(); }
            else if (json.ValueTextEquals("IOMaximumBandwidth"u8)) { ioMaximumBandwidth = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new HostConfig
        {
            Binds = binds,
            ContainerIDFile = containerIDFile!,
            LogConfig = logConfig!,
            NetworkMode = networkMode!,
            PortBindings = portBindings,
            RestartPolicy = restartPolicy!,
            AutoRemove = autoRemove,
            VolumeDriver = volumeDriver!,
            VolumesFrom = volumesFrom,
            ConsoleSize = consoleSize,
            Annotations = annotations,
            CapAdd = capAdd,
            CapDrop = capDrop,
            CgroupnsMode = cgroupnsMode!,
            Dns = dns,
            DnsOptions = dnsOptions,
            DnsSearch = dnsSearch,
            ExtraHosts = extraHosts,
            GroupAdd = groupAdd,
            IpcMode = ipcMode!,
            Cgroup = cgroup!,
            Links = links,
            OomScoreAdj = oomScoreAdj,
            PidMode = pidMode!,
            Privileged = privileged,
            PublishAllPorts = publishAllPorts,
            ReadonlyRootfs = readonlyRootfs,
            SecurityOpt = securityOpt,
            StorageOpt = storageOpt,
            Tmpfs = tmpfs,
            UTSMode = utsMode!,
            UsernsMode = usernsMode!,
            ShmSize = shmSize,
            Sysctls = sysctls,
            Runtime = runtime,
            Isolation = isolation!,
            Mounts = mounts,
            MaskedPaths = maskedPaths,
            ReadonlyPaths = readonlyPaths,
            Init = init,
            CpuShares = cpuShares,
            Memory = memory,
            NanoCpus = nanoCpus,
            CgroupParent = cgroupParent!,
            BlkioWeight = blkioWeight,
            BlkioWeightDevice = blkioWeightDevice,
            BlkioDeviceReadBps = blkioDeviceReadBps,
            BlkioDeviceWriteBps = blkioDeviceWriteBps,
            BlkioDeviceReadIOps = blkioDeviceReadIOps,
            BlkioDeviceWriteIOps = blkioDeviceWriteIOps,
            CpuPeriod = cpuPeriod,
            CpuQuota = cpuQuota,
            CpuRealtimePeriod = cpuRealtimePeriod,
            CpuRealtimeRuntime = cpuRealtimeRuntime,
            CpusetCpus = cpusetCpus!,
            CpusetMems = cpusetMems!,
            Devices = devices,
            DeviceCgroupRules = deviceCgroupRules,
            DeviceRequests = deviceRequests,
            KernelMemory = kernelMemory,
            KernelMemoryTCP = kernelMemoryTCP,
            MemoryReservation = memoryReservation,
            MemorySwap = memorySwap,
            MemorySwappiness = memorySwappiness,
            OomKillDisable = oomKillDisable,
            PidsLimit = pidsLimit,
            Ulimits = ulimits,
            CpuCount = cpuCount,
            CpuPercent = cpuPercent,
            IOMaximumIOps = ioMaximumIOps,
            IOMaximumBandwidth = ioMaximumBandwidth,
        };
    }

    public static LogConfig LogConfig(ref Utf8JsonReader json)
    {
        string? type = null;
        IReadOnlyDictionary<string, string>? config = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Config"u8)) { config = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new LogConfig
        {
            Type = type!,
            Config = config,
        };
    }

    public static RestartPolicy RestartPolicy(ref Utf8JsonReader json)
    {
        string? name = null;
        int maximumRetryCount = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("MaximumRetryCount"u8)) { maximumRetryCount = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new RestartPolicy
        {
            Name = name!,
            MaximumRetryCount = maximumRetryCount,
        };
    }

    public static PortBinding PortBinding(ref Utf8JsonReader json)
    {
        string? hostIp = null;
        string? hostPort = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("HostIp"u8)) { hostIp = json.Text(); }
            else if (json.ValueTextEquals("HostPort"u8)) { hostPort = json.Text(); }
            else { json.SkipMember(); }
        }

        return new PortBinding
        {
            HostIp = hostIp!,
            HostPort = hostPort!,
        };
    }
}
