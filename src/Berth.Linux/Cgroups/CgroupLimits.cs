namespace Berth.Linux;

/// <summary>What a group may use. Null (or an empty list) leaves the kernel's default, or, in an update, what is set.</summary>
public sealed record CgroupLimits
{
    /// <summary>Bytes of memory; -1: no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes of memory and swap together (as Docker counts); -1: no limit on swap. Only with <see cref="Memory"/>.</summary>
    public long? MemoryAndSwap { get; init; }

    /// <summary>Bytes of memory that the kernel tries to leave to it (v2), or to bring it down to (v1), when memory is short.</summary>
    public long? MemoryReservation { get; init; }

    /// <summary>How readily it swaps, 0 to 100; v1 only.</summary>
    public long? Swappiness { get; init; }

    /// <summary>Whether it waits for memory instead of being killed; v1 only.</summary>
    public bool? OomKillDisable { get; init; }

    /// <summary>Its weight against others, 2 to 262144; the default is 1024.</summary>
    public long? CpuShares { get; init; }

    /// <summary>Microseconds of processor time a period; -1: no limit.</summary>
    public long? CpuQuota { get; init; }

    /// <summary>Length of a period in microseconds; the default is 100,000.</summary>
    public long? CpuPeriod { get; init; }

    /// <summary>Processors that it may run on: <c>0-3,8</c>.</summary>
    public string? Cpus { get; init; }

    /// <summary>Memory nodes that it may use.</summary>
    public string? MemoryNodes { get; init; }

    /// <summary>Number of processes and threads; -1: no limit.</summary>
    public long? Processes { get; init; }

    /// <summary>Its weight at block devices, 10 to 1000.</summary>
    public int? BlockWeight { get; init; }

    /// <summary>Weights and rates at single block devices.</summary>
    public IReadOnlyList<BlockDeviceLimit> BlockDevices { get; init; } = [];

    /// <summary>Devices that it may use: the rules apply in order to a group that may use none; null: all devices.</summary>
    public IReadOnlyList<DeviceRule>? Devices { get; init; }

    /// <summary>Files of version 2 set as they stand (<c>memory.high</c>); v2 only.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unified { get; init; } = [];
}
