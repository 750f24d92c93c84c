namespace Berth.Linux.Tests;

/// <summary>What the checks say of machines that this one isn't.</summary>
public sealed class MachineCheckTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_user_without_privileges_is_told_which_are_missing()
    {
        MachineFinding finding = MachineCheck.Privileges(CapabilitySet.All.Without(Capability.SysAdmin).Without(Capability.NetAdmin));
        Assert.Equal(MachineCheckState.Missing, finding.State);
        Assert.Equal("privileges: this user lacks CAP_NET_ADMIN, CAP_SYS_ADMIN; run it as root, as by sudo", finding.ToSentence());
    }

    [Fact]
    public void One_privilege_less_is_a_limit_with_what_works_anyway()
    {
        MachineFinding finding = MachineCheck.Privileges(CapabilitySet.All.Without(Capability.SysResource));
        Assert.Equal(MachineCheckState.Limited, finding.State);
        Assert.NotNull(finding.Anyway);
        Assert.Equal(MachineCheckState.Good, MachineCheck.Privileges(CapabilitySet.All).State);
    }

    [Theory]
    [InlineData("5.15.0-91-generic", true)]
    [InlineData("6.1.0-18-amd64", true)]
    [InlineData("10.0", true)]
    [InlineData("5.14.21", false)]
    [InlineData("4.19.0+", false)]
    [InlineData("strange", false)]
    public void Kernels_from_5_15_on_do(string release, bool good) =>
        Assert.Equal(good ? MachineCheckState.Good : MachineCheckState.Missing, MachineCheck.Kernel(release).State);

    [Fact]
    public void Cgroups_of_both_versions_are_looked_at()
    {
        Assert.Equal($"cgroups: none are mounted at {_temp.Path}; mount -t cgroup2 none {_temp.Path}", MachineCheck.Cgroups(_temp.Path).ToSentence());
        Assert.Equal(MachineCheckState.Missing, MachineCheck.Cgroups(_temp.At("nowhere")).State);

        foreach (string folder in (string[])["cpu,cpuacct", "cpuset", "pids", "blkio"]) Directory.CreateDirectory(_temp.At(folder));
        MachineFinding old = MachineCheck.Cgroups(_temp.Path);
        Assert.Equal((MachineCheckState.Limited, "version 1 without memory", "containers run without limits of memory"), (old.State, old.Text, old.Anyway));

        File.WriteAllText(_temp.At("cgroup.controllers"), "cpuset cpu io memory pids\n");
        Assert.Equal("cgroups: version 2, with cpu, cpuset, memory, pids, io", MachineCheck.Cgroups(_temp.Path).ToSentence());
    }

    [Fact]
    public void Forwarding_that_is_off_matters_to_who_may_not_switch_it_on()
    {
        Assert.Equal(MachineCheckState.Good, MachineCheck.Forwarding(on: false, mayChange: true).State);
        Assert.Equal("sysctl -w net.ipv4.ip_forward=1", MachineCheck.Forwarding(on: false, mayChange: false).Fix);
        Assert.Equal(MachineCheckState.Limited, MachineCheck.Seccomp(present: false).State);
    }
}
