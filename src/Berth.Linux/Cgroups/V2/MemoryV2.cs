using System.Globalization;

namespace Berth.Linux;

/// <summary>The memory controller, version 2.</summary>
internal static class MemoryV2
{
    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.Memory is long memory)
        {
            CgroupFile.Write(folder, "memory.max", Show(memory));
        }
        // Swap has a limit of its own here. It may not be counted at all (swapaccount=0): then there is nothing to set.
        if (limits.MemoryAndSwap is long both && CgroupFile.Exists(folder, "memory.swap.max"))
        {
            CgroupFile.Write(folder, "memory.swap.max", both < 0 ? "max" : Show(Math.Max(0, both - Math.Max(0, limits.Memory ?? CgroupFile.ReadNumber(folder, "memory.max") ?? 0))));
        }
        if (limits.MemoryReservation is long reservation)
        {
            CgroupFile.Write(folder, "memory.low", Show(reservation));
        }
    }

    public static CgroupStats Read(string folder, CgroupStats stats)
    {
        Dictionary<string, long> events = CgroupFile.Lines(folder, "memory.events");
        return stats with
        {
            MemoryUsage = CgroupFile.ReadNumber(folder, "memory.current") ?? 0,
            MemoryPeak = CgroupFile.ReadNumber(folder, "memory.peak"),
            MemoryLimit = CgroupFile.ReadNumber(folder, "memory.max"),
            MemoryFailures = events.GetValueOrDefault("max"),
            SwapUsage = CgroupFile.ReadNumber(folder, "memory.swap.current"),
            Memory = CgroupFile.Lines(folder, "memory.stat"),
            OomKills = events.GetValueOrDefault("oom_kill"),
        };
    }

    public static long OomKills(string folder) => CgroupFile.ReadNumber(folder, "memory.events", "oom_kill") ?? 0;

    private static string Show(long bytes) => bytes < 0 ? "max" : bytes.ToString(CultureInfo.InvariantCulture);
}
