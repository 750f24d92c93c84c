using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine.Tests;

/// <summary>Groups in a folder that stands for a mounted tree: a file in a group holds it, as a process that hasn't ended does.</summary>
public sealed class ContainerCgroupsTests
{
    private static readonly ContainerRecord Container = RecordTests.Record() with { HostConfig = new HostConfig { Privileged = true } };

    [Fact]
    public async Task A_machine_without_control_groups_is_told_how_to_get_them()
    {
        var cgroups = new ContainerCgroups(new CgroupTree([]), "berth", TimeProvider.System, _ => { });
        var e = await Assert.ThrowsAsync<DockerException>(() => cgroups.CreateAsync(Container));
        Assert.Contains("mount -t cgroup2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_starts_again_waits_until_its_earlier_group_is_gone()
    {
        using var folder = new TempFolder();
        var cgroups = new ContainerCgroups(Tree(folder.Path), "berth", TimeProvider.System, _ => { });
        string group = (await cgroups.CreateAsync(Container))[0];
        File.WriteAllText(group + "/held", "");
        cgroups.Remove(Container);

        var again = cgroups.CreateAsync(Container);
        Assert.False(again.IsCompleted);
        File.Delete(group + "/held");

        Assert.Equal([group], await again);
        Assert.True(Directory.Exists(group));
        await cgroups.CreateAsync(Container);
        Assert.True(Directory.Exists(group));
    }

    [Fact]
    public async Task What_does_not_end_is_told()
    {
        using var folder = new TempFolder();
        var cgroups = new ContainerCgroups(Tree(folder.Path), "berth", new HastyClock(), _ => { });
        string group = (await cgroups.CreateAsync(Container))[0];
        File.WriteAllText(group + "/held", "");
        cgroups.Remove(Container);

        var e = await Assert.ThrowsAsync<DockerException>(() => cgroups.CreateAsync(Container));

        Assert.Contains("an earlier run of container web", e.Message, StringComparison.Ordinal);
        File.Delete(group + "/held");
        await cgroups.CreateAsync(Container);
    }

    private static CgroupTree Tree(string folder) => new(
    [
        new MountEntry
        {
            Id = 1,
            ParentId = 0,
            Device = default,
            Root = "/",
            MountPoint = folder,
            Options = [],
            Propagation = [],
            FileSystem = "cgroup",
            Source = "cgroup",
            SuperOptions = ["freezer"],
        },
    ]);

    /// <summary>A clock by which every patience is over at once, but for the second time that it is asked.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private int _asked;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Interlocked.Increment(ref _asked) == 1 ? TimeSpan.Zero : dueTime, period);
    }
}
