namespace Berth.Linux;

/// <summary>One mounted tree of cgroups.</summary>
/// <param name="MountPoint">Where.</param>
/// <param name="Controllers">What it controls: <c>memory</c>, <c>cpu</c>…; for a named tree of version 1 <c>name=systemd</c>; none for a version 2 tree beside version 1.</param>
/// <param name="IsUnified">Whether it is of version 2.</param>
public sealed record CgroupHierarchy(string MountPoint, IReadOnlyList<string> Controllers, bool IsUnified)
{
    /// <summary>A group's folder in it. A group's path is absolute: <c>/berth/web</c>.</summary>
    public string FolderOf(string group) => $"{MountPoint}/{group.Trim('/')}";
}
