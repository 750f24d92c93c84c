namespace Berth.Linux;

/// <summary>The memory controller, version 1.</summary>
internal static class MemoryV1
{
    private const string Limit = "memory.limit_in_bytes", LimitWithSwap = "memory.memsw.limit_in_bytes";

    // The kernel has "no limit" as the largest number of whole pages.
    private const long NoLimit = long.MaxValue / 4096 * 4096;

    public static void Apply(string folder, CgroupLimits limits)
    {
        SetLimits(folder, limits.Memory, limits.MemoryAndSwap);
        if (limits.MemoryReservation is long reservation)
        {
            CgroupFile.Write(folder, "memory.soft_limit_in_bytes", reservation);
        }
        if (limits.Swappiness is long swappiness)
        {
            CgroupFile.Write(folder, "memory.swappiness", swappiness);
        }
        if (limits.OomKillDisable is bool disable)
        {
            CgroupFile.Write(folder, "memory.oom_control", disable ? 1 : 0);
        }
    }

    public static CgroupStats Read(string folder, CgroupStats stats) => stats with
    {
        MemoryUsage = CgroupFile.ReadNumber(folder, "memory.usage_in_bytes") ?? 0,
        MemoryPeak = CgroupFile.ReadNumber(folder, "memory.max_usage_in_bytes"),
        MemoryLimit = CgroupFile.ReadNumber(folder, Limit) is long limit and < NoLimit ? limit : null,
        MemoryFailures = CgroupFile.ReadNumber(folder, "memory.failcnt") ?? 0,
        Memory = CgroupFile.Lines(folder, "memory.stat"),
        OomKills = OomKills(folder),
    };

    public static long OomKills(string folder) => CgroupFile.ReadNumber(folder, "memory.oom_control", "oom_kill") ?? 0;

    // The limit on both together is never below the limit on memory, at no moment: which of them is set first depends on which way they go.
    private static void SetLimits(string folder, long? memory, long? both)
    {
        bool countsSwap = CgroupFile.Exists(folder, LimitWithSwap);
        bool up = memory is long wanted && (wanted < 0 || wanted > (CgroupFile.ReadNumber(folder, LimitWithSwap) ?? 0));
        if (up && countsSwap)
        {
            CgroupFile.Write(folder, LimitWithSwap, both ?? memory!.Value);
            both = null;
        }
        if (memory is long bytes)
        {
            CgroupFile.Write(folder, Limit, bytes);
        }
        if (both is long together && countsSwap)
        {
            CgroupFile.Write(folder, LimitWithSwap, together);
        }
    }
}
