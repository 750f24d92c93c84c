namespace Berth.Linux;

/// <summary>The cpuset controller, whose files are the same in both versions.</summary>
internal static class Cpuset
{
    /// <summary>Version 1: a new group has no processors and no memory nodes, and no process can join it: it gets its parent's.</summary>
    public static void Inherit(string parent, string folder)
    {
        foreach (string name in (ReadOnlySpan<string>)["cpuset.cpus", "cpuset.mems"])
        {
            if (CgroupFile.Read(folder, name)?.Trim() is "" && CgroupFile.Read(parent, name)?.Trim() is { Length: > 0 } inherited)
            {
                CgroupFile.Write(folder, name, inherited);
            }
        }
    }

    public static void Apply(string folder, CgroupLimits limits)
    {
        if (!string.IsNullOrEmpty(limits.Cpus))
        {
            CgroupFile.Write(folder, "cpuset.cpus", limits.Cpus);
        }
        if (!string.IsNullOrEmpty(limits.MemoryNodes))
        {
            CgroupFile.Write(folder, "cpuset.mems", limits.MemoryNodes);
        }
    }
}
