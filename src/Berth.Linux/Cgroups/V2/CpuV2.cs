namespace Berth.Linux;

/// <summary>The cpu controller, version 2.</summary>
internal static class CpuV2
{
    private const long DefaultPeriod = 100_000;

    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.CpuShares is long shares and > 0)
        {
            CgroupFile.Write(folder, "cpu.weight", WeightOf(shares));
        }
        if (limits.CpuQuota is not null || limits.CpuPeriod is not null)
        {
            string[] now = (CgroupFile.Read(folder, "cpu.max") ?? "").Trim().Split(' ');
            string quota = limits.CpuQuota switch
            {
                null or 0 => now is [{ Length: > 0 } old, ..] ? old : "max",
                < 0 => "max",
                long some => $"{some}",
            };
            long period = limits.CpuPeriod is long given and > 0 ? given : now is [_, string kept] && long.TryParse(kept, out long number) ? number : DefaultPeriod;
            CgroupFile.Write(folder, "cpu.max", $"{quota} {period}");
        }
    }

    /// <summary>Version 1's shares (2 to 262144) on version 2's scale (1 to 10000), as container runtimes map them.</summary>
    public static long WeightOf(long shares) => 1 + ((Math.Clamp(shares, 2, 262_144) - 2) * 9999 / 262_142);

    public static CgroupStats Read(string folder, CgroupStats stats)
    {
        Dictionary<string, long> lines = CgroupFile.Lines(folder, "cpu.stat");
        return stats with
        {
            CpuTotal = lines.GetValueOrDefault("usage_usec") * 1000,
            CpuUser = lines.GetValueOrDefault("user_usec") * 1000,
            CpuSystem = lines.GetValueOrDefault("system_usec") * 1000,
            CpuPeriods = lines.GetValueOrDefault("nr_periods"),
            CpuThrottledPeriods = lines.GetValueOrDefault("nr_throttled"),
            CpuThrottledTime = lines.GetValueOrDefault("throttled_usec") * 1000,
        };
    }
}
