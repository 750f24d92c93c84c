using Berth.Docker;

namespace Berth.Engine.Tests;

public class HostConfigDefaultsTests
{
    [Fact]
    public void A_request_that_says_nothing_gets_what_Docker_shows()
    {
        var host = HostConfigDefaults.Apply(new HostConfig(), CreateValidatorTests.Machine, new LogConfig { Type = "json-file", Config = new Dictionary<string, string>() });

        Assert.Equal("bridge", host.NetworkMode);
        Assert.Equal("no", host.RestartPolicy.Name);
        Assert.Equal("private", host.IpcMode);
        Assert.Equal("host", host.CgroupnsMode);
        Assert.Equal(67_108_864, host.ShmSize);
        Assert.Equal("runc", host.Runtime);
        Assert.Equal([0, 0], host.ConsoleSize!);
        Assert.Equal("json-file", host.LogConfig.Type);
        Assert.False(host.OomKillDisable);
        Assert.Null(host.PidsLimit);
        Assert.Equal(12, host.MaskedPaths!.Count);
        Assert.Equal(["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"], host.ReadonlyPaths!);
    }

    [Fact]
    public void A_privileged_container_sees_all_paths()
    {
        var host = HostConfigDefaults.Apply(new HostConfig { Privileged = true }, CreateValidatorTests.Machine, new LogConfig { Type = "json-file" });

        Assert.Null(host.MaskedPaths);
        Assert.Null(host.ReadonlyPaths);
    }

    [Fact]
    public void Numbers_are_brought_into_the_kernels_range()
    {
        var host = HostConfigDefaults.Apply(
            new HostConfig { Memory = 10_000_000, CpuShares = 1, PidsLimit = -1, MemorySwappiness = -1 }, CreateValidatorTests.Machine, new LogConfig());

        Assert.Equal(20_000_000, host.MemorySwap);
        Assert.Equal(2, host.CpuShares);
        Assert.Null(host.PidsLimit);
        Assert.Null(host.MemorySwappiness);
    }

    [Fact]
    public void Version_2_has_a_cgroup_namespace_and_no_oom_switch()
    {
        var host = HostConfigDefaults.Apply(new HostConfig(), CreateValidatorTests.Machine with { CgroupVersion = 2 }, new LogConfig());

        Assert.Equal("private", host.CgroupnsMode);
        Assert.Null(host.OomKillDisable);
    }

    [Fact]
    public void A_port_without_a_protocol_is_tcp()
    {
        var host = HostConfigDefaults.Apply(
            new HostConfig { PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80"] = null } }, CreateValidatorTests.Machine, new LogConfig());

        Assert.Equal(["80/tcp"], host.PortBindings!.Keys);
    }
}
