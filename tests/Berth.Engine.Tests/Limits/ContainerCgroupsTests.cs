using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine.Tests;

public sealed class ContainerCgroupsTests
{
    [Fact]
    public void A_machine_without_control_groups_is_told_how_to_get_them()
    {
        var cgroups = new ContainerCgroups(new CgroupTree([]), "berth", _ => { });
        var e = Assert.Throws<DockerException>(() => cgroups.Create(RecordTests.Record()));
        Assert.Contains("mount -t cgroup2", e.Message, StringComparison.Ordinal);
    }
}
