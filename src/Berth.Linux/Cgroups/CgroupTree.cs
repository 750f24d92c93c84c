namespace Berth.Linux;

/// <summary>A machine's cgroups: which trees there are and how a group is made in all of them.</summary>
public sealed class CgroupTree
{
    private static readonly string[] Known =
        ["cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids", "net_cls", "net_prio", "perf_event", "hugetlb", "rdma", "misc"];

    /// <param name="mounts">The mounts to find the trees among.</param>
    public CgroupTree(IEnumerable<MountEntry> mounts)
    {
        var hierarchies = new List<CgroupHierarchy>();
        foreach (MountEntry mount in mounts)
        {
            if (mount.FileSystem is not ("cgroup" or "cgroup2"))
            {
                continue;
            }
            bool unified = mount.FileSystem == "cgroup2";
            string[] controllers = unified
                ? (CgroupFile.Read(mount.MountPoint, "cgroup.controllers") ?? "").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                : [.. mount.SuperOptions.Where(o => Known.Contains(o) || o.StartsWith("name=", StringComparison.Ordinal))];
            // A tree may be mounted twice: the first mount point stands for it.
            if (!hierarchies.Exists(h => h.IsUnified == unified && h.Controllers.SequenceEqual(controllers)))
            {
                hierarchies.Add(new CgroupHierarchy(mount.MountPoint, controllers, unified));
            }
        }
        Hierarchies = hierarchies;
        Unified = hierarchies.Find(h => h.IsUnified);
        Version = hierarchies.Exists(h => !h.IsUnified && !h.Controllers.All(c => c.StartsWith("name=", StringComparison.Ordinal)))
            ? CgroupVersion.V1
            : Unified is null ? CgroupVersion.None : CgroupVersion.V2;
    }

    /// <summary>This machine's, as this process sees them mounted.</summary>
    public static CgroupTree Detect() => new(MountInfo.Read());

    /// <summary>All trees.</summary>
    public IReadOnlyList<CgroupHierarchy> Hierarchies { get; }

    /// <summary>The tree of version 2, also where version 1 has the controllers.</summary>
    public CgroupHierarchy? Unified { get; }

    /// <summary>Which version has the controllers.</summary>
    public CgroupVersion Version { get; }

    /// <summary>Whether a controller can be used: <c>memory</c>, <c>cpu</c>, <c>cpuset</c>, <c>pids</c>, <c>devices</c>, and <c>io</c> or <c>blkio</c> for either.</summary>
    public bool Has(string controller)
    {
        bool unified = Version == CgroupVersion.V2;
        string name = controller switch
        {
            "blkio" when unified => "io",
            "io" when !unified => "blkio",
            _ => controller,
        };
        // With version 2 these are a program of ours and parts of the tree itself.
        return (unified && name is ("devices" or "freezer" or "cpuacct")) || Hierarchies.Any(h => h.IsUnified == unified && h.Controllers.Contains(name));
    }

    /// <summary>A group that is there, or may be.</summary>
    public Cgroup Open(string group) => new(Version, [.. Hierarchies.Select(h => h.FolderOf(group))], Unified?.FolderOf(group));

    /// <summary>Makes a group, and its missing parents, in all trees. One that is there already is used as it is.</summary>
    /// <exception cref="LinuxException">A folder can't be made; what was made before is left.</exception>
    public Cgroup Create(string group)
    {
        string[] names = group.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (CgroupHierarchy hierarchy in Hierarchies)
        {
            string folder = hierarchy.MountPoint;
            foreach (string name in names)
            {
                if (hierarchy.IsUnified && Version == CgroupVersion.V2)
                {
                    EnableControllers(folder, hierarchy.Controllers);
                }
                string parent = folder;
                folder = $"{folder}/{name}";
                FileCalls.MakeFolderIfMissing(FileCalls.WorkingFolder, folder);
                if (!hierarchy.IsUnified && hierarchy.Controllers.Contains("cpuset"))
                {
                    Cpuset.Inherit(parent, folder);
                }
            }
        }
        return Open(group);
    }

    // One by one: where one can't be had, the others can.
    private static void EnableControllers(string folder, IReadOnlyList<string> controllers)
    {
        string enabled = $" {CgroupFile.Read(folder, "cgroup.subtree_control")?.Trim()} ";
        foreach (string controller in controllers)
        {
            if (!enabled.Contains($" {controller} ", StringComparison.Ordinal))
            {
                CgroupFile.TryWrite(folder, "cgroup.subtree_control", $"+{controller}");
            }
        }
    }
}
