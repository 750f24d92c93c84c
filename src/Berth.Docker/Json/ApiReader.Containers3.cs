using System.Text.Json;

namespace Berth.Docker;

// Reads containers: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ContainerConfig ContainerConfig(ref Utf8JsonReader json)
    {
        string? hostname = null;
        string? domainname = null;
        string? user = null;
        bool attachStdin = false;
        bool attachStdout = false;
        bool attachStderr = false;
        IReadOnlyDictionary<string, EmptyObject>? exposedPorts = null;
        bool tty = false;
        bool openStdin = false;
        bool stdinOnce = false;
        IReadOnlyList<string>? env = null;
        IReadOnlyList<string>? cmd = null;
        HealthConfig? healthcheck = null;
        bool argsEscaped = false;
        string? image = null;
        IReadOnlyDictionary<string, EmptyObject>? volumes = null;
        string? workingDir = null;
        IReadOnlyList<string>? entrypoint = null;
        bool networkDisabled = false;
        string? macAddress = null;
        IReadOnlyList<string>? onBuild = null;
        IReadOnlyDictionary<string, string>? labels = null;
        string? stopSignal = null;
        int? stopTimeout = null;
        IReadOnlyList<string>? shell = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Hostname"u8)) { hostname = json.Text(); }
            else if (json.ValueTextEquals("Domainname"u8)) { domainname = json.Text(); }
            else if (json.ValueTextEquals("User"u8)) { user = json.Text(); }
            else if (json.ValueTextEquals("AttachStdin"u8)) { attachStdin = json.Bool(); }
            else if (json.ValueTextEquals("AttachStdout"u8)) { attachStdout = json.Bool(); }
            else if (json.ValueTextEquals("AttachStderr"u8)) { attachStderr = json.Bool(); }
            else if (json.ValueTextEquals("ExposedPorts"u8)) { exposedPorts = json.Map(JsonReading.CurrentEmpty); }
            else if (json.ValueTextEquals("Tty"u8)) { tty = json.Bool(); }
            else if (json.ValueTextEquals("OpenStdin"u8)) { openStdin = json.Bool(); }
            else if (json.ValueTextEquals("StdinOnce"u8)) { stdinOnce = json.Bool(); }
            else if (json.ValueTextEquals("Env"u8)) { env = json.Texts(); }
            else if (json.ValueTextEquals("Cmd"u8)) { cmd = json.Texts(); }
            else if (json.ValueTextEquals("Healthcheck"u8)) { healthcheck = json.Object(HealthConfig); }
            else if (json.ValueTextEquals("ArgsEscaped"u8)) { argsEscaped = json.Bool(); }
            else if (json.ValueTextEquals("Image"u8)) { image = json.Text(); }
            else if (json.ValueTextEquals("Volumes"u8)) { volumes = json.Map(JsonReading.CurrentEmpty); }
            else if (json.ValueTextEquals("WorkingDir"u8)) { workingDir = json.Text(); }
            else if (json.ValueTextEquals("Entrypoint"u8)) { entrypoint = json.Texts(); }
            else if (json.ValueTextEquals("NetworkDisabled"u8)) { networkDisabled = json.Bool(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("OnBuild"u8)) { onBuild = json.Texts(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("StopSignal"u8)) { stopSignal = json.Text(); }
            else if (json.ValueTextEquals("StopTimeout"u8)) { stopTimeout = json.OptionalInt32(); }
            else if (json.ValueTextEquals("Shell"u8)) { shell = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ContainerConfig
        {
            Hostname = hostname!,
            Domainname = domainname!,
            User = user!,
            AttachStdin = attachStdin,
            AttachStdout = attachStdout,
            AttachStderr = attachStderr,
            ExposedPorts = exposedPorts,
            Tty = tty,
            OpenStdin = openStdin,
            StdinOnce = stdinOnce,
            Env = env,
            Cmd = cmd,
            Healthcheck = healthcheck,
            ArgsEscaped = argsEscaped,
            Image = image!,
            Volumes = volumes,
            WorkingDir = workingDir!,
            Entrypoint = entrypoint,
            NetworkDisabled = networkDisabled,
            MacAddress = macAddress,
            OnBuild = onBuild,
            Labels = labels,
            StopSignal = stopSignal,
            StopTimeout = stopTimeout,
            Shell = shell,
        };
    }

    public static NetworkSettings NetworkSettings(ref Utf8JsonReader json)
    {
        string? bridge = null;
        string? sandboxID = null;
        string? sandboxKey = null;
        IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? ports = null;
        bool hairpinMode = false;
        string? linkLocalIPv6Address = null;
        int linkLocalIPv6PrefixLen = 0;
        IReadOnlyList<NetworkAddress>? secondaryIPAddresses = null;
        IReadOnlyList<NetworkAddress>? secondaryIPv6Addresses = null;
        string? endpointID = null;
        string? gateway = null;
        string? globalIPv6Address = null;
        int globalIPv6PrefixLen = 0;
        string? ipAddress = null;
        int ipPrefixLen = 0;
        string? iPv6Gateway = null;
        string? macAddress = null;
        IReadOnlyDictionary<string, EndpointSettings>? networks = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Bridge"u8)) { bridge = json.Text(); }
            else if (json.ValueTextEquals("SandboxID"u8)) { sandboxID = json.Text(); }
            else if (json.ValueTextEquals("SandboxKey"u8)) { sandboxKey = json.Text(); }
            else if (json.ValueTextEquals("Ports"u8)) { ports = json.Map(PortBindings); }
            else if (json.ValueTextEquals("HairpinMode"u8)) { hairpinMode = json.Bool(); }
            else if (json.ValueTextEquals("LinkLocalIPv6Address"u8)) { linkLocalIPv6Address = json.Text(); }
            else if (json.ValueTextEquals("LinkLocalIPv6PrefixLen"u8)) { linkLocalIPv6PrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("SecondaryIPAddresses"u8)) { secondaryIPAddresses = json.List(NetworkAddress); }
            else if (json.ValueTextEquals("SecondaryIPv6Addresses"u8)) { secondaryIPv6Addresses = json.List(NetworkAddress); }
            else if (json.ValueTextEquals("EndpointID"u8)) { endpointID = json.Text(); }
            else if (json.ValueTextEquals("Gateway"u8)) { gateway = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6Address"u8)) { globalIPv6Address = json.Text(); }
            else if (json.ValueTextEquals("GlobalIPv6PrefixLen"u8)) { globalIPv6PrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("IPAddress"u8)) { ipAddress = json.Text(); }
            else if (json.ValueTextEquals("IPPrefixLen"u8)) { ipPrefixLen = json.Int32(); }
            else if (json.ValueTextEquals("IPv6Gateway"u8)) { iPv6Gateway = json.Text(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("Networks"u8)) { networks = json.Map(EndpointSettings); }
            else { json.SkipMember(); }
        }

        return new NetworkSettings
        {
            Bridge = bridge!,
            SandboxID = sandboxID!,
            SandboxKey = sandboxKey!,
            Ports = ports!,
            HairpinMode = hairpinMode,
            LinkLocalIPv6Address = linkLocalIPv6Address!,
            LinkLocalIPv6PrefixLen = linkLocalIPv6PrefixLen,
            SecondaryIPAddresses = secondaryIPAddresses,
            SecondaryIPv6Addresses = secondaryIPv6Addresses,
            EndpointID = endpointID!,
            Gateway = gateway!,
            GlobalIPv6Address = globalIPv6Address!,
            GlobalIPv6PrefixLen = globalIPv6PrefixLen,
            IPAddress = ipAddress!,
            IPPrefixLen = ipPrefixLen,
            IPv6Gateway = iPv6Gateway!,
            MacAddress = macAddress!,
            Networks = networks!,
        };
    }

    public static ContainerWaitError ContainerWaitError(ref Utf8JsonReader json)
    {
        string? message = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Message"u8)) { message = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ContainerWaitError
        {
            Message = message!,
        };
    }

    public static PidsStats PidsStats(ref Utf8JsonReader json)
    {
        ulong current = 0;
        ulong limit = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("current"u8)) { current = json.UInt64(); }
            else if (json.ValueTextEquals("limit"u8)) { limit = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new PidsStats
        {
            Current = current,
            Limit = limit,
        };
    }

    public static BlkioStats BlkioStats(ref Utf8JsonReader json)
    {
        IReadOnlyList<BlkioStatEntry>? ioServiceBytesRecursive = null;
        IReadOnlyList<BlkioStatEntry>? ioServicedRecursive = null;
        IReadOnlyList<BlkioStatEntry>? ioQueueRecursive = null;
        IReadOnlyList<BlkioStatEntry>? ioServiceTimeRecursive = null;
        IReadOnlyList<BlkioStatEntry>? ioWaitTimeRecursive = null;
        IReadOnlyList<BlkioStatEntry>? ioMergedRecursive = null;
        IReadOnlyList<BlkioStatEntry>? ioTimeRecursive = null;
        IReadOnlyList<BlkioStatEntry>? sectorsRecursive = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("io_service_bytes_recursive"u8)) { ioServiceBytesRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("io_serviced_recursive"u8)) { ioServicedRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("io_queue_recursive"u8)) { ioQueueRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("io_service_time_recursive"u8)) { ioServiceTimeRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("io_wait_time_recursive"u8)) { ioWaitTimeRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("io_merged_recursive"u8)) { ioMergedRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("io_time_recursive"u8)) { ioTimeRecursive = json.List(BlkioStatEntry); }
            else if (json.ValueTextEquals("sectors_recursive"u8)) { sectorsRecursive = json.List(BlkioStatEntry); }
            else { json.SkipMember(); }
        }

        return new BlkioStats
        {
            IoServiceBytesRecursive = ioServiceBytesRecursive,
            IoServicedRecursive = ioServicedRecursive,
            IoQueueRecursive = ioQueueRecursive,
            IoServiceTimeRecursive = ioServiceTimeRecursive,
            IoWaitTimeRecursive = ioWaitTimeRecursive,
            IoMergedRecursive = ioMergedRecursive,
            IoTimeRecursive = ioTimeRecursive,
            SectorsRecursive = sectorsRecursive,
        };
    }

    public static StorageStats StorageStats(ref Utf8JsonReader json)
    {
        ulong readCountNormalized = 0;
        ulong readSizeBytes = 0;
        ulong writeCountNormalized = 0;
        ulong writeSizeBytes = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("read_count_normalized"u8)) { readCountNormalized = json.UInt64(); }
            else if (json.ValueTextEquals("read_size_bytes"u8)) { readSizeBytes = json.UInt64(); }
            else if (json.ValueTextEquals("write_count_normalized"u8)) { writeCountNormalized = json.UInt64(); }
            else if (json.ValueTextEquals("write_size_bytes"u8)) { writeSizeBytes = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new StorageStats
        {
            ReadCountNormalized = readCountNormalized,
            ReadSizeBytes = readSizeBytes,
            WriteCountNormalized = writeCountNormalized,
            WriteSizeBytes = writeSizeBytes,
        };
    }

    public static CpuStats CpuStats(ref Utf8JsonReader json)
    {
        CpuUsage? cpuUsage = null;
        ulong systemCpuUsage = 0;
        uint onlineCpus = 0;
        ThrottlingData? throttlingData = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("cpu_usage"u8)) { cpuUsage = json.Object(CpuUsage); }
            else if (json.ValueTextEquals("system_cpu_usage"u8)) { systemCpuUsage = json.UInt64(); }
            else if (json.ValueTextEquals("online_cpus"u8)) { onlineCpus = json.UInt32(); }
            else if (json.ValueTextEquals("throttling_data"u8)) { throttlingData = json.Object(ThrottlingData); }
            else { json.SkipMember(); }
        }

        return new CpuStats
        {
            CpuUsage = cpuUsage!,
            SystemCpuUsage = systemCpuUsage,
            OnlineCpus = onlineCpus,
            ThrottlingData = throttlingData!,
        };
    }

    public static MemoryStats MemoryStats(ref Utf8JsonReader json)
    {
        ulong usage = 0;
        ulong maxUsage = 0;
        IReadOnlyDictionary<string, ulong>? stats = null;
        ulong failcnt = 0;
        ulong limit = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("usage"u8)) { usage = json.UInt64(); }
            else if (json.ValueTextEquals("max_usage"u8)) { maxUsage = json.UInt64(); }
            else if (json.ValueTextEquals("stats"u8)) { stats = json.Map(JsonReading.CurrentUInt64); }
            else if (json.ValueTextEquals("failcnt"u8)) { failcnt = json.UInt64(); }
            else if (json.ValueTextEquals("limit"u8)) { limit = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new MemoryStats
        {
            Usage = usage,
            MaxUsage = maxUsage,
            Stats = stats,
            Failcnt = failcnt,
            Limit = limit,
        };
    }

    public static NetworkStats NetworkStats(ref Utf8JsonReader json)
    {
        ulong rxBytes = 0;
        ulong rxPackets = 0;
        ulong rxErrors = 0;
        ulong rxDropped = 0;
        ulong txBytes = 0;
        ulong txPackets = 0;
        ulong txErrors = 0;
        ulong txDropped = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("rx_bytes"u8)) { rxBytes = json.UInt64(); }
            else if (json.ValueTextEquals("rx_packets"u8)) { rxPackets = json.UInt64(); }
            else if (json.ValueTextEquals("rx_errors"u8)) { rxErrors = json.UInt64(); }
            else if (json.ValueTextEquals("rx_dropped"u8)) { rxDropped = json.UInt64(); }
            else if (json.ValueTextEquals("tx_bytes"u8)) { txBytes = json.UInt64(); }
            else if (json.ValueTextEquals("tx_packets"u8)) { txPackets = json.UInt64(); }
            else if (json.ValueTextEquals("tx_errors"u8)) { txErrors = json.UInt64(); }
            else if (json.ValueTextEquals("tx_dropped"u8)) { txDropped = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new NetworkStats
        {
            RxBytes = rxBytes,
            RxPackets = rxPackets,
            RxErrors = rxErrors,
            RxDropped = rxDropped,
            TxBytes = txBytes,
            TxPackets = txPackets,
            TxErrors = txErrors,
            TxDropped = txDropped,
        };
    }
}
