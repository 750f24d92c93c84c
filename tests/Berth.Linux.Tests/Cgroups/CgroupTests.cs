namespace Berth.Linux.Tests;

/// <summary>Real groups of this machine, each made and removed by its test.</summary>
public sealed class CgroupTests : IDisposable
{
    private readonly string _name = $"/berth-test-{Guid.NewGuid():N}";
    private readonly CgroupTree _tree = CgroupTree.Detect();

    public void Dispose()
    {
        if (LinuxNeeds.Root)
        {
            Cgroup group = _tree.Open(_name);
            if (group.Exists)
            {
                group.Freeze(false);
                group.Kill();
                group.RemoveAsync().Wait();
            }
        }
    }

    private static StartedProcess Start(Cgroup group, params string[] command)
    {
        using CgroupJoin join = group.OpenJoin();
        var program = new SyscallProgram();
        join.AddTo(program);
        return program.ResetSignals().ExecuteCommand(command[0], "/usr/bin:/bin", command, ProgramRuns.Environment).Start(Namespaces.None, null, join.Unified);
    }

    private Cgroup Make(CgroupLimits? limits = null)
    {
        Assert.SkipUnless(LinuxNeeds.Root && _tree.Version != CgroupVersion.None, "needs root and cgroups");
        Cgroup group = _tree.Create(_name);
        group.Apply(limits ?? new CgroupLimits());
        return group;
    }

    [Fact]
    public async Task A_process_is_in_its_group_from_the_start_and_the_group_is_killed_and_removed()
    {
        Cgroup group = Make();
        using var process = Start(group, "sleep", "1000");
        Assert.Equal([process.Pid], group.Processes());
        Assert.All(ProcFs.Machine.Cgroups(process.Pid)!, g => Assert.Equal(_name, g.Value));
        using (CgroupEvents? events = group.WatchEmpty())
        {
            Assert.False(group.TryRemove());
            Assert.True(events?.IsPopulated ?? true);
            group.Kill();
            if (events is not null)
            {
                Assert.NotEqual(0, RawIo.Poll((int)events.Handle.DangerousGetHandle(), EpollEvents.In, 10_000));
                Assert.False(events.IsPopulated);
            }
        }
        Assert.Equal(Signals.Kill, Pidfd.Wait(process.Handle).Signal);
        await group.RemoveAsync(TestContext.Current.CancellationToken);
        Assert.False(group.Exists);
    }

    [Fact]
    public async Task A_group_is_removed_when_its_last_process_ends()
    {
        Cgroup group = Make();
        using var process = Start(group, "sleep", "1000");
        Task removal = group.RemoveAsync(TestContext.Current.CancellationToken);
        Assert.False(removal.IsCompleted);
        Pidfd.Signal(process.Handle, Signals.Kill);
        await removal.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Pidfd.Wait(process.Handle);
        Assert.False(group.Exists);
    }

    [Fact]
    public void Memory_is_limited_and_the_end_is_told()
    {
        Cgroup group = Make(new CgroupLimits { Memory = 16 << 20, MemoryAndSwap = 16 << 20 });
        using OomWatch watch = OomWatch.Open(group.Folders)!;
        using var process = Start(group, "dd", "if=/dev/zero", "of=/dev/null", "bs=64M");
        Assert.Equal(Signals.Kill, Pidfd.Wait(process.Handle).Signal);
        Assert.NotEqual(0, RawIo.Poll((int)watch.Handle.DangerousGetHandle(), EpollEvents.In, 10_000));
        Assert.True(group.OomKills() >= 1);
        Assert.Equal(16 << 20, group.Stats().MemoryLimit);
        group.Apply(new CgroupLimits { Memory = 64 << 20, MemoryAndSwap = 128 << 20 });
        Assert.Equal(64 << 20, group.Stats().MemoryLimit);
        group.Apply(new CgroupLimits { Memory = 32 << 20, MemoryAndSwap = 32 << 20 });
        Assert.Equal(32 << 20, group.Stats().MemoryLimit);
        group.Apply(new CgroupLimits { Memory = -1, MemoryAndSwap = -1 });
        Assert.Null(group.Stats().MemoryLimit);
    }

    [Fact]
    public void Processes_are_limited()
    {
        Cgroup group = Make(new CgroupLimits { Processes = 3, CpuShares = 512, CpuPeriod = 50_000, CpuQuota = 25_000, Cpus = "0" });
        using var process = Start(group, "sh", "-c", "sleep 1000 & sleep 1000 & sleep 1000 & exit 0");
        Assert.NotEqual(0, Pidfd.Wait(process.Handle).ShellCode);   // cannot fork
        CgroupStats stats = group.Stats();
        Assert.Equal(3, stats.ProcessLimit);
        Assert.InRange(stats.Processes, 1, 3);
        Assert.True(stats.CpuTotal > 0);
    }

    [Fact]
    public void A_group_is_frozen_and_thawed()
    {
        Cgroup group = Make();
        using var process = Start(group, "sh", "-c", "while :; do :; done");
        group.Freeze(true);
        Assert.True(group.IsFrozen);
        long before = group.Stats().CpuTotal;
        Assert.Equal(0, RawIo.Poll((int)process.Handle.DangerousGetHandle(), EpollEvents.In, 50));
        Assert.InRange(group.Stats().CpuTotal - before, 0, 1_000_000);
        group.Freeze(false);
        Assert.False(group.IsFrozen);
        group.Kill();
        Assert.Equal(Signals.Kill, Pidfd.Wait(process.Handle).Signal);
        group.Freeze(true);   // an empty group is frozen at once
        group.Freeze(false);
    }

    [Fact]
    public void Devices_are_limited()
    {
        Cgroup group = Make(new CgroupLimits { Devices = DeviceRule.ContainerDefault });
        Devices(group);
    }

    [Fact]
    public void Devices_are_limited_by_a_program_too()
    {
        Assert.SkipUnless(_tree.Unified is not null, "needs a cgroup tree of version 2");
        Cgroup group = Make();
        string folder = _tree.Unified!.FolderOf(_name);
        DevicesV2.Apply(folder, new CgroupLimits { Devices = [] });
        DevicesV2.Apply(folder, new CgroupLimits { Devices = [new(true, 'a', null, null, "rwm"), new(false, 'c', 1, 5, "w")] });
        Assert.Equal(0, Shell(group, "head -c1 /dev/zero >/dev/null"));
        Assert.NotEqual(0, Shell(group, "echo x >/dev/zero"));
        DevicesV2.Apply(folder, new CgroupLimits { Devices = DeviceRule.ContainerDefault });
        Devices(group);
    }

    private static int Shell(Cgroup group, string script)
    {
        using var process = Start(group, "sh", "-c", $"exec 2>/dev/null; {script}");
        return Pidfd.Wait(process.Handle).ShellCode;
    }

    private static void Devices(Cgroup group)
    {
        using var temp = new TempFolder();
        Assert.Equal(0, Shell(group, "head -c1 /dev/zero >/dev/null"));
        Assert.Equal(0, Shell(group, $"mknod {temp.At("mem")} c 1 1"));
        Assert.NotEqual(0, Shell(group, $"head -c1 {temp.At("mem")}"));
        Assert.NotEqual(0, Shell(group, "head -c1 /dev/kmsg"));
        Assert.NotEqual(0, Shell(group, $"mknod {temp.At("disk")} b 254 0 && head -c1 {temp.At("disk")}"));
    }

    [Fact]
    public void Joining_waits_for_no_grace_period()
    {
        Cgroup group = Make();
        using CgroupJoin join = group.OpenJoin();
        Assert.Equal(_tree.Unified is null, join.Unified is null);   // born into that one: nothing is moved
        var program = new SyscallProgram();
        join.AddTo(program);
        Assert.Equal(_tree.Hierarchies.Count(h => !h.IsUnified), program.Count);
        foreach (string line in program.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string file = FileCalls.ReadLink(FileCalls.WorkingFolder, $"/proc/self/fd/{line["write(".Length..line.IndexOf(',')]}");
            Assert.EndsWith("/tasks", file, StringComparison.Ordinal);
        }
    }
}
