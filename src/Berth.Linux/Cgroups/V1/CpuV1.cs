namespace Berth.Linux;

/// <summary>The cpu controller, version 1: shares and quotas.</summary>
internal static class CpuV1
{
    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.CpuShares is long shares and > 0)
        {
            CgroupFile.Write(folder, "cpu.shares", shares);
        }
        // A period alone may not fit the old quota, nor a quota the old period: no limit in between.
        if (limits.CpuPeriod is long period and > 0)
        {
            if (limits.CpuQuota is not null)
            {
                CgroupFile.Write(folder, "cpu.cfs_quota_us", -1);
            }
            CgroupFile.Write(folder, "cpu.cfs_period_us", period);
        }
        if (limits.CpuQuota is long quota and not 0)
        {
            CgroupFile.Write(folder, "cpu.cfs_quota_us", quota);
        }
    }

    public static CgroupStats Read(string folder, CgroupStats stats)
    {
        Dictionary<string, long> lines = CgroupFile.Lines(folder, "cpu.stat");
        return stats with
        {
            CpuPeriods = lines.GetValueOrDefault("nr_periods"),
            CpuThrottledPeriods = lines.GetValueOrDefault("nr_throttled"),
            CpuThrottledTime = lines.GetValueOrDefault("throttled_time"),
        };
    }
}
