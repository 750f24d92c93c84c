namespace Berth.Linux;

/// <summary>The pids controller, which is the same in both versions.</summary>
internal static class Pids
{
    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.Processes is long processes)
        {
            CgroupFile.Write(folder, "pids.max", processes > 0 ? $"{processes}" : "max");
        }
    }

    public static CgroupStats Read(string folder, CgroupStats stats) => stats with
    {
        Processes = CgroupFile.ReadNumber(folder, "pids.current") ?? 0,
        ProcessLimit = CgroupFile.ReadNumber(folder, "pids.max"),
    };
}
