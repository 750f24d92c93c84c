using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>Limits on what a container may use. 0, empty and null mean no limit of ours.</summary>
public record Resources
{
    /// <summary>Relative weight.</summary>
    public long CpuShares { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Billionths of a CPU.</summary>
    public long NanoCpus { get; init; }

    public string CgroupParent { get => field ?? ""; init; }

    /// <summary>10 to 1000.</summary>
    public int BlkioWeight { get; init; }

    public IReadOnlyList<WeightDevice>? BlkioWeightDevice { get; init; }

    public IReadOnlyList<ThrottleDevice>? BlkioDeviceReadBps { get; init; }

    public IReadOnlyList<ThrottleDevice>? BlkioDeviceWriteBps { get; init; }

    public IReadOnlyList<ThrottleDevice>? BlkioDeviceReadIOps { get; init; }

    public IReadOnlyList<ThrottleDevice>? BlkioDeviceWriteIOps { get; init; }

    /// <summary>Microseconds.</summary>
    public long CpuPeriod { get; init; }

    /// <summary>Microseconds in a period.</summary>
    public long CpuQuota { get; init; }

    /// <summary>Microseconds.</summary>
    public long CpuRealtimePeriod { get; init; }

    /// <summary>Microseconds.</summary>
    public long CpuRealtimeRuntime { get; init; }

    /// <summary>"0-3,5".</summary>
    public string CpusetCpus { get => field ?? ""; init; }

    /// <summary>"0-1".</summary>
    public string CpusetMems { get => field ?? ""; init; }

    public IReadOnlyList<DeviceMapping>? Devices { get; init; }

    /// <summary>"c 1:3 rwm".</summary>
    public IReadOnlyList<string>? DeviceCgroupRules { get; init; }

    public IReadOnlyList<DeviceRequest>? DeviceRequests { get; init; }

    /// <summary>Bytes; accepted and without effect.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long KernelMemory { get; init; }

    /// <summary>Bytes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long KernelMemoryTCP { get; init; }

    /// <summary>Bytes, soft.</summary>
    public long MemoryReservation { get; init; }

    /// <summary>Bytes of memory and swap together; -1 is unlimited.</summary>
    public long MemorySwap { get; init; }

    /// <summary>0 to 100.</summary>
    public long? MemorySwappiness { get; init; }

    public bool? OomKillDisable { get; init; }

    /// <summary>0 and -1: unlimited.</summary>
    public long? PidsLimit { get; init; }

    public IReadOnlyList<Ulimit>? Ulimits { get; init; }

    /// <summary>Windows only.</summary>
    public long CpuCount { get; init; }

    /// <summary>Windows only.</summary>
    public long CpuPercent { get; init; }

    /// <summary>Windows only.</summary>
    public long IOMaximumIOps { get; init; }

    /// <summary>Windows only.</summary>
    public long IOMaximumBandwidth { get; init; }
}
