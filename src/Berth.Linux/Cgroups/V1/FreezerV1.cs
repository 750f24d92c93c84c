namespace Berth.Linux;

/// <summary>The freezer, version 1: for machines without a tree of version 2 beside it.</summary>
internal static class FreezerV1
{
    /// <summary>Begins to freeze or thaw, and tells whether it is done. The kernel goes on with it each time that the state is read.</summary>
    public static bool Set(string folder, bool frozen)
    {
        string wanted = frozen ? "FROZEN" : "THAWED";
        CgroupFile.Write(folder, "freezer.state", wanted);
        return CgroupFile.Read(folder, "freezer.state")?.Trim() == wanted;
    }

    public static bool IsFrozen(string folder) => CgroupFile.Read(folder, "freezer.state")?.Trim() is "FROZEN" or "FREEZING";
}
