namespace Berth.Linux;

/// <summary>What a group uses. Counters go up as long as the group lives; what the kernel doesn't tell is null or 0.</summary>
public sealed record CgroupStats
{
    /// <summary>Bytes of memory in use, file caches among them.</summary>
    public long MemoryUsage { get; init; }

    /// <summary>The most that it has used.</summary>
    public long? MemoryPeak { get; init; }

    /// <summary>Its limit in bytes; null: none.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>How often the limit was in the way.</summary>
    public long MemoryFailures { get; init; }

    /// <summary>Bytes of swap in use (v2).</summary>
    public long? SwapUsage { get; init; }

    /// <summary>memory.stat as it stands.</summary>
    public IReadOnlyDictionary<string, long> Memory { get; init; } = new Dictionary<string, long>();

    /// <summary>Processes killed for want of memory.</summary>
    public long OomKills { get; init; }

    /// <summary>Nanoseconds of processor time.</summary>
    public long CpuTotal { get; init; }

    /// <summary>Of these, in programs.</summary>
    public long CpuUser { get; init; }

    /// <summary>Of these, in the kernel.</summary>
    public long CpuSystem { get; init; }

    /// <summary>Nanoseconds on each processor; empty with v2.</summary>
    public IReadOnlyList<long> CpuEach { get; init; } = [];

    /// <summary>Periods with a quota.</summary>
    public long CpuPeriods { get; init; }

    /// <summary>Periods in which the quota was used up.</summary>
    public long CpuThrottledPeriods { get; init; }

    /// <summary>Nanoseconds that it had to wait for a new period.</summary>
    public long CpuThrottledTime { get; init; }

    /// <summary>Processes and threads now.</summary>
    public long Processes { get; init; }

    /// <summary>Their limit; null: none.</summary>
    public long? ProcessLimit { get; init; }

    /// <summary>Bytes read and written, a device and operation each (<c>read</c>, <c>write</c>…, in lower case).</summary>
    public IReadOnlyList<BlockCounter> BlockBytes { get; init; } = [];

    /// <summary>Reads and writes, a device and operation each.</summary>
    public IReadOnlyList<BlockCounter> BlockOperations { get; init; } = [];
}
