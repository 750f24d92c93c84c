namespace Berth.Linux.Tests;

/// <summary>Cgroups in plain folders: what is written and what is read.</summary>
public sealed class CgroupFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private CgroupTree Tree(params string[] lines) => new(MountInfo.Parse(string.Join('\n', lines.Select(l => l.Replace("/sys/fs/cgroup", _temp.Path, StringComparison.Ordinal)))));

    private CgroupTree V2()
    {
        Put("", "cgroup.controllers", "cpuset cpu io memory pids\n");
        Put("", "cgroup.subtree_control", "memory\n");
        return Tree("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
    }

    private void Put(string folder, string name, string text)
    {
        Directory.CreateDirectory(_temp.At(folder));
        File.WriteAllText(_temp.At($"{folder}/{name}"), text);
    }

    private string Get(string path) => File.ReadAllText(_temp.At(path));

    [Fact]
    public void The_trees_of_version_1_are_found()
    {
        CgroupTree tree = Tree(
            "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw",
            "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
            "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
            "36 31 0:32 / /elsewhere rw - cgroup cgroup rw,memory",
            "40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd",
            "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
        Assert.Equal(CgroupVersion.V1, tree.Version);
        Assert.Equal(["cpu,cpuacct", "memory", "name=systemd", ""], tree.Hierarchies.Select(h => string.Join(',', h.Controllers)));
        Assert.True(tree.Has("memory"));
        Assert.False(tree.Has("pids"));
        Assert.Equal(_temp.At("memory/berth/web"), tree.Open("/berth/web").Folders[1]);
        Assert.Equal(_temp.At("unified"), tree.Unified!.MountPoint);
    }

    [Fact]
    public void A_machine_with_a_named_tree_beside_version_2_is_version_2()
    {
        Put("unified", "cgroup.controllers", "cpu io memory pids");
        CgroupTree tree = Tree("40 31 0:37 / /sys/fs/cgroup/x rw - cgroup cgroup rw,name=x", "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
        Assert.Equal(CgroupVersion.V2, tree.Version);
        Assert.True(tree.Has("blkio") && tree.Has("io") && tree.Has("devices") && tree.Has("freezer"));
        Assert.False(tree.Has("cpuset"));
        Assert.Equal(CgroupVersion.None, new CgroupTree([]).Version);
    }

    [Fact]
    public void A_group_of_version_2_is_made_with_its_controllers()
    {
        Put("berth", "cgroup.subtree_control", "");
        V2().Create("/berth/web");
        Assert.True(Directory.Exists(_temp.At("berth/web")));
        Assert.Equal("+pids", Get("cgroup.subtree_control"));   // each write is one command: here the last one is left
        Assert.Equal("+pids", Get("berth/cgroup.subtree_control"));
    }

    [Fact]
    public void A_group_s_processors_come_from_its_parent_with_version_1()
    {
        Put("cpuset", "cpuset.cpus", "0-3\n");
        Put("cpuset", "cpuset.mems", "0\n");
        Put("cpuset/berth", "cpuset.cpus", "\n");
        Put("cpuset/berth", "cpuset.mems", "1\n");
        Tree("35 31 0:32 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset").Create("/berth");
        Assert.Equal(("0-3", "1\n"), (Get("cpuset/berth/cpuset.cpus"), Get("cpuset/berth/cpuset.mems")));
    }

    [Fact]
    public void Limits_of_version_2()
    {
        foreach (string file in (string[])["cpu.weight", "cpu.max", "memory.max", "memory.swap.max", "memory.low", "memory.high", "pids.max", "io.weight", "io.max", "cpuset.cpus", "cpuset.mems"])
        {
            Put("g", file, "");
        }
        Cgroup group = V2().Open("/g");
        group.Apply(new CgroupLimits
        {
            Memory = 1000, MemoryAndSwap = 3000, MemoryReservation = 500, CpuShares = 1024, CpuQuota = 50_000, Cpus = "0-1", MemoryNodes = "0", Processes = 10, BlockWeight = 1000,
            BlockDevices = [new BlockDeviceLimit(new DeviceNumber(8, 0)) { ReadBytes = 5, WriteOperations = 6 }],
            Unified = [new("memory.high", "77")],
        });
        Assert.Equal(
            ("1000", "2000", "500", "39", "50000 100000", "0-1", "0", "10", "default 10000", "8:0 rbps=5 wiops=6", "77"),
            (Get("g/memory.max"), Get("g/memory.swap.max"), Get("g/memory.low"), Get("g/cpu.weight"), Get("g/cpu.max"), Get("g/cpuset.cpus"), Get("g/cpuset.mems"), Get("g/pids.max"), Get("g/io.weight"), Get("g/io.max"), Get("g/memory.high")));
        group.Apply(new CgroupLimits { Memory = -1, MemoryAndSwap = -1, CpuPeriod = 20_000, Processes = -1 });
        Assert.Equal(("max", "max", "50000 20000", "max"), (Get("g/memory.max"), Get("g/memory.swap.max"), Get("g/cpu.max"), Get("g/pids.max")));
        group.Apply(new CgroupLimits { CpuQuota = -1 });
        Assert.Equal("max 20000", Get("g/cpu.max"));
        Assert.Throws<LinuxException>(() => group.Apply(new CgroupLimits { Unified = [new("../x", "1")] }));
    }

    [Fact]
    public void A_limit_without_its_controller_names_the_file()
    {
        Directory.CreateDirectory(_temp.At("g"));
        var error = Assert.Throws<LinuxException>(() => V2().Open("/g").Apply(new CgroupLimits { Processes = 5 }));
        Assert.Equal($"write {_temp.At("g")}/pids.max: no such file or directory (ENOENT)", error.Message);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1024, 39)]
    [InlineData(262144, 10000)]
    [InlineData(1, 1)]
    public void Shares_become_weights(long shares, long weight) => Assert.Equal(weight, CpuV2.WeightOf(shares));

    [Fact]
    public void Use_is_read_with_version_2()
    {
        Put("g", "memory.current", "4096\n");
        Put("g", "memory.max", "max\n");
        Put("g", "memory.peak", "8192\n");
        Put("g", "memory.stat", "anon 1\nfile 2\n");
        Put("g", "memory.events", "low 0\nmax 3\noom 1\noom_kill 2\n");
        Put("g", "cpu.stat", "usage_usec 7\nuser_usec 4\nsystem_usec 3\nnr_periods 9\nnr_throttled 8\nthrottled_usec 5\n");
        Put("g", "pids.current", "6\n");
        Put("g", "pids.max", "100\n");
        Put("g", "io.stat", "8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0\n254:1 rbytes=5\n");
        CgroupStats stats = V2().Open("/g").Stats();
        Assert.Equal((4096, 8192L, null, 3, 2), (stats.MemoryUsage, stats.MemoryPeak, stats.MemoryLimit, stats.MemoryFailures, stats.OomKills));
        Assert.Equal((7000, 4000, 3000, 9, 8, 5000), (stats.CpuTotal, stats.CpuUser, stats.CpuSystem, stats.CpuPeriods, stats.CpuThrottledPeriods, stats.CpuThrottledTime));
        Assert.Equal((6, 100L, 2), (stats.Processes, stats.ProcessLimit, stats.Memory["file"]));
        Assert.Contains(new BlockCounter(new DeviceNumber(8, 0), "write", 20), stats.BlockBytes);
        Assert.Contains(new BlockCounter(new DeviceNumber(254, 1), "read", 5), stats.BlockBytes);
        Assert.Contains(new BlockCounter(new DeviceNumber(8, 0), "write", 2), stats.BlockOperations);
    }

    [Fact]
    public void A_group_that_is_not_there_uses_nothing() => Assert.Equal(0, V2().Open("/nothing").Stats().MemoryUsage);
}
