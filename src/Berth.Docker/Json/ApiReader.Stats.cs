using System.Text.Json;

namespace Berth.Docker;

// Reads what containers use: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ContainerStats ContainerStats(ref Utf8JsonReader json)
    {
        string? name = null;
        string? id = null;
        string? read = null;
        string? preRead = null;
        PidsStats? pidsStats = null;
        BlkioStats? blkioStats = null;
        int numProcs = 0;
        StorageStats? storageStats = null;
        CpuStats? cpuStats = null;
        CpuStats? preCpuStats = null;
        MemoryStats? memoryStats = null;
        IReadOnlyDictionary<string, NetworkStats>? networks = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("read"u8)) { read = json.Text(); }
            else if (json.ValueTextEquals("preread"u8)) { preRead = json.Text(); }
            else if (json.ValueTextEquals("pids_stats"u8)) { pidsStats = json.Object(PidsStats); }
            else if (json.ValueTextEquals("blkio_stats"u8)) { blkioStats = json.Object(BlkioStats); }
            else if (json.ValueTextEquals("num_procs"u8)) { numProcs = json.Int32(); }
            else if (json.ValueTextEquals("storage_stats"u8)) { storageStats = json.Object(StorageStats); }
            else if (json.ValueTextEquals("cpu_stats"u8)) { cpuStats = json.Object(CpuStats); }
            else if (json.ValueTextEquals("precpu_stats"u8)) { preCpuStats = json.Object(CpuStats); }
            else if (json.ValueTextEquals("memory_stats"u8)) { memoryStats = json.Object(MemoryStats); }
            else if (json.ValueTextEquals("networks"u8)) { networks = json.Map(NetworkStats); }
            else { json.SkipMember(); }
        }

        return new ContainerStats
        {
            Name = name,
            Id = id,
            Read = read!,
            PreRead = preRead!,
            PidsStats = pidsStats!,
            BlkioStats = blkioStats!,
            NumProcs = numProcs,
            StorageStats = storageStats!,
            CpuStats = cpuStats!,
            PreCpuStats = preCpuStats!,
            MemoryStats = memoryStats!,
            Networks = networks,
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

    public static BlkioStatEntry BlkioStatEntry(ref Utf8JsonReader json)
    {
        ulong major = 0;
        ulong minor = 0;
        string? op = null;
        ulong value = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("major"u8)) { major = json.UInt64(); }
            else if (json.ValueTextEquals("minor"u8)) { minor = json.UInt64(); }
            else if (json.ValueTextEquals("op"u8)) { op = json.Text(); }
            else if (json.ValueTextEquals("value"u8)) { value = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new BlkioStatEntry
        {
            Major = major,
            Minor = minor,
            Op = op!,
            Value = value,
        };
    }

    public static CpuUsage CpuUsage(ref Utf8JsonReader json)
    {
        ulong totalUsage = 0;
        IReadOnlyList<ulong>? percpuUsage = null;
        ulong usageInKernelmode = 0;
        ulong usageInUsermode = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("total_usage"u8)) { totalUsage = json.UInt64(); }
            else if (json.ValueTextEquals("percpu_usage"u8)) { percpuUsage = json.List(JsonReading.CurrentUInt64); }
            else if (json.ValueTextEquals("usage_in_kernelmode"u8)) { usageInKernelmode = json.UInt64(); }
            else if (json.ValueTextEquals("usage_in_usermode"u8)) { usageInUsermode = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new CpuUsage
        {
            TotalUsage = totalUsage,
            PercpuUsage = percpuUsage,
            UsageInKernelmode = usageInKernelmode,
            UsageInUsermode = usageInUsermode,
        };
    }

    public static ThrottlingData ThrottlingData(ref Utf8JsonReader json)
    {
        ulong periods = 0;
        ulong throttledPeriods = 0;
        ulong throttledTime = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("periods"u8)) { periods = json.UInt64(); }
            else if (json.ValueTextEquals("throttled_periods"u8)) { throttledPeriods = json.UInt64(); }
            else if (json.ValueTextEquals("throttled_time"u8)) { throttledTime = json.UInt64(); }
            else { json.SkipMember(); }
        }

        return new ThrottlingData
        {
            Periods = periods,
            ThrottledPeriods = throttledPeriods,
            ThrottledTime = throttledTime,
        };
    }
}
