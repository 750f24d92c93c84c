using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>What a control group uses in the API's terms.</summary>
internal static class UsageOf
{
    /// <summary>The API's form.</summary>
    public static CgroupUsage Stats(CgroupStats stats) => new(
        new CpuUsage
        {
            TotalUsage = (ulong)stats.CpuTotal,
            PercpuUsage = stats.CpuEach.Count > 0 ? [.. stats.CpuEach.Select(each => (ulong)each)] : null,
            UsageInKernelmode = (ulong)stats.CpuSystem,
            UsageInUsermode = (ulong)stats.CpuUser,
        },
        new ThrottlingData
        {
            Periods = (ulong)stats.CpuPeriods, ThrottledPeriods = (ulong)stats.CpuThrottledPeriods, ThrottledTime = (ulong)stats.CpuThrottledTime,
        },
        new MemoryStats
        {
            Usage = (ulong)stats.MemoryUsage,
            MaxUsage = (ulong)(stats.MemoryPeak ?? 0),
            Stats = stats.Memory.ToDictionary(one => one.Key, one => (ulong)one.Value, StringComparer.Ordinal),
            Failcnt = (ulong)stats.MemoryFailures,
            Limit = (ulong)(stats.MemoryLimit ?? long.MaxValue),
        },
        new PidsStats { Current = (ulong)stats.Processes, Limit = (ulong)(stats.ProcessLimit ?? 0) },
        new BlkioStats
        {
            IoServiceBytesRecursive = Counters(stats.BlockBytes),
            IoServicedRecursive = Counters(stats.BlockOperations),
            IoQueueRecursive = [],
            IoServiceTimeRecursive = [],
            IoWaitTimeRecursive = [],
            IoMergedRecursive = [],
            IoTimeRecursive = [],
            SectorsRecursive = [],
        });

    private static BlkioStatEntry[] Counters(IReadOnlyList<BlockCounter> counters) =>
    [
        .. counters.Select(counter => new BlkioStatEntry
        {
            Major = counter.Device.Major, Minor = counter.Device.Minor, Op = counter.Operation, Value = (ulong)counter.Value,
        }),
    ];
}
