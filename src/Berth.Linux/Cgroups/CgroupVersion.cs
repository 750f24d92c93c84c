namespace Berth.Linux;

/// <summary>How a machine's cgroups are arranged.</summary>
public enum CgroupVersion
{
    /// <summary>There are none, or none that are mounted.</summary>
    None = 0,

    /// <summary>Each controller has a tree of its own (cgroups(7)); beside them there may be one of version 2 without controllers (hybrid).</summary>
    V1 = 1,

    /// <summary>One tree.</summary>
    V2 = 2,
}
