using Berth.Docker;

namespace Berth.Engine.Tests;

public class CreateValidatorTests
{
    internal static readonly MachineFacts Machine = new()
    {
        OnlineCpus = "0-1", CpuCount = 2, MemoryNodes = "0", MemoryBytes = 8L << 30, AvailableCapabilities = CapabilityNames.Known, BootId = "boot", CgroupVersion = 1,
        MemoryLimit = true, SwapLimit = true, CpuLimit = true, CpuSet = true, PidsLimit = true, BlockWeight = false, BlockThrottle = true,
    };

    // As Docker Engine 28.5 answers.
    public static TheoryData<HostConfig, string> WrongHosts => new()
    {
        { new HostConfig { Memory = 1000 }, "Minimum memory limit allowed is 6MB" },
        { new HostConfig { MemorySwap = 100 }, "You should always set the Memory limit when using Memoryswap limit, see usage" },
        { new HostConfig { Memory = 10_000_000, MemorySwap = 100 }, "Minimum memoryswap limit should be larger than memory limit, see usage" },
        { new HostConfig { CpuPeriod = 1 }, "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)" },
        { new HostConfig { CpuQuota = 1 }, "CPU cfs quota can not be less than 1ms (i.e. 1000)" },
        { new HostConfig { NanoCpus = 100_000_000_000 }, "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available" },
        { new HostConfig { NanoCpus = -1 }, "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available" },
        { new HostConfig { NanoCpus = 1_000_000_000, CpuQuota = 10_000 }, "Conflicting options: Nano CPUs and CPU Quota cannot both be set" },
        { new HostConfig { MemorySwappiness = 101 }, "Invalid value: 101, valid memory swappiness range is 0-100" },
        { new HostConfig { CpusetCpus = "99" }, "Requested CPUs are not available - requested 99, available: 0-1" },
        { new HostConfig { CpusetCpus = "zz" }, "Invalid value zz for cpuset cpus: invalid format: zz" },
        { new HostConfig { MemoryReservation = 100 }, "Minimum memory reservation allowed is 6MB" },
        { new HostConfig { Memory = 10_000_000, MemoryReservation = 20_000_000 }, "Minimum memory limit can not be less than memory reservation limit, see usage" },
        { new HostConfig { OomScoreAdj = 5000 }, "Invalid value 5000, range for oom score adj is [-1000, 1000]" },
        { new HostConfig { CpuShares = -1 }, "invalid CPU shares (-1): value must be a positive integer" },
        { new HostConfig { RestartPolicy = new() { Name = "zz" } }, "invalid restart policy: unknown policy 'zz'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'" },
        { new HostConfig { RestartPolicy = new() { Name = "always", MaximumRetryCount = 1 } }, "invalid restart policy: maximum retry count can only be used with 'on-failure'" },
        { new HostConfig { RestartPolicy = new() { Name = "on-failure", MaximumRetryCount = -1 } }, "invalid restart policy: maximum retry count cannot be negative" },
        { new HostConfig { RestartPolicy = new() { Name = "always" }, AutoRemove = true }, "can't create 'AutoRemove' container with restart policy" },
        { new HostConfig { CapAdd = ["ZZ"] }, "invalid CapAdd: unknown capability: \"CAP_ZZ\"" },
        { new HostConfig { CapDrop = ["CAP_FOO"] }, "invalid CapDrop: unknown capability: \"CAP_FOO\"" },
        { new HostConfig { SecurityOpt = ["zz"] }, "invalid --security-opt 1: \"zz\"" },
        { new HostConfig { SecurityOpt = ["no-new-privileges=zz"] }, "invalid --security-opt 2: \"no-new-privileges=zz\"" },
        { new HostConfig { PidMode = "zz" }, "invalid PID mode: zz" },
        { new HostConfig { IpcMode = "zz" }, "invalid IPC mode: zz" },
        { new HostConfig { UTSMode = "zz" }, "invalid UTS mode: zz" },
        { new HostConfig { NetworkMode = "container:" }, "invalid network mode: invalid container format container:<name|id>" },
        { new HostConfig { CgroupnsMode = "zz" }, "invalid cgroup namespace mode: zz" },
        { new HostConfig { ShmSize = -1 }, "SHM size can not be less than 0" },
        { new HostConfig { Runtime = "zz" }, "unknown or invalid runtime name: zz" },
        { new HostConfig { LogConfig = new() { Type = "json-file", Config = new Dictionary<string, string> { ["zz"] = "1" } } }, "unknown log opt 'zz' for json-file log driver" },
        { new HostConfig { PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80/tcp"] = [new() { HostPort = "zz" }] } }, "invalid port specification: \"zz\"" },
        { new HostConfig { PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["99999/tcp"] = [] } }, "invalid port specification: \"99999\"" },
        { new HostConfig { ExtraHosts = ["zz"] }, "bad format for add-host: \"zz\"" },
        { new HostConfig { ExtraHosts = ["a:zz"] }, "invalid IP address in add-host: \"zz\"" },
        { new HostConfig { NetworkMode = "container:x", PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80/tcp"] = [new()] } }, "conflicting options: port publishing and the container type network mode" },
        { new HostConfig { DeviceCgroupRules = ["zz"] }, "invalid device cgroup rule format: 'zz'" },
    };

    public static TheoryData<ContainerConfig, string> WrongConfigs => new()
    {
        { new ContainerConfig { WorkingDir = "rel" }, "the working directory 'rel' is invalid, it needs to be an absolute path" },
        { new ContainerConfig { Env = ["=x"] }, "invalid environment variable: =x" },
        { new ContainerConfig { StopSignal = "ZZ" }, "invalid signal: ZZ" },
        { new ContainerConfig { Healthcheck = new() { Test = ["CMD", "x"], Interval = 5 } }, "Interval in Healthcheck cannot be less than 1ms" },
    };

    [Theory]
    [MemberData(nameof(WrongHosts))]
    public void A_wrong_host_configuration_is_refused_in_Dockers_words(HostConfig host, string sentence)
    {
        var refusal = Assert.Throws<DockerException>(() => Validate(new ContainerConfig(), host));

        Assert.Equal(sentence, refusal.Message);
        Assert.Equal(DockerErrorKind.InvalidParameter, refusal.Kind);
    }

    [Theory]
    [MemberData(nameof(WrongConfigs))]
    public void A_wrong_configuration_is_refused_in_Dockers_words(ContainerConfig config, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DockerException>(() => Validate(config, new HostConfig())).Message);

    [Fact]
    public void A_host_name_that_cant_be_set_is_refused()
    {
        var config = new ContainerConfig { Hostname = "x" };

        Assert.Equal("conflicting options: hostname and the UTS mode", Assert.Throws<DockerException>(() => Validate(config, new HostConfig { UTSMode = "host" })).Message);
        Assert.Equal(
            "conflicting options: hostname and the network mode",
            Assert.Throws<DockerException>(() => Validate(config, new HostConfig { NetworkMode = "container:x" })).Message);
    }

    [Fact]
    public void What_the_machine_cant_do_is_a_warning()
    {
        Assert.Empty(Validate(new ContainerConfig(), new HostConfig()));
        Assert.Equal(
            ["Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded."],
            Validate(new ContainerConfig(), new HostConfig { BlkioWeight = 500 }));
        Assert.Equal(
            ["Published ports are discarded when using host network mode"],
            Validate(
                new ContainerConfig(),
                new HostConfig { NetworkMode = "host", PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80/tcp"] = [new()] } }));
    }

    private static IReadOnlyList<string> Validate(ContainerConfig config, HostConfig host) =>
        CreateValidator.Validate(new CreateCheck(config, HostConfigDefaults.Apply(host, Machine, new LogConfig { Type = "json-file" }), host, Machine));
}
