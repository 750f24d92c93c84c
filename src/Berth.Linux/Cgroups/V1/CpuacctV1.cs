using System.Globalization;

namespace Berth.Linux;

/// <summary>The cpuacct controller, version 1: processor time used.</summary>
internal static class CpuacctV1
{
    public static CgroupStats Read(string folder, CgroupStats stats) => stats with
    {
        CpuTotal = CgroupFile.ReadNumber(folder, "cpuacct.usage") ?? 0,
        CpuUser = CgroupFile.ReadNumber(folder, "cpuacct.usage_user") ?? 0,
        CpuSystem = CgroupFile.ReadNumber(folder, "cpuacct.usage_sys") ?? 0,
        CpuEach =
        [
            .. (CgroupFile.Read(folder, "cpuacct.usage_percpu") ?? "").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n, CultureInfo.InvariantCulture)),
        ],
    };
}
