namespace Berth.Linux.Tests.Security;

/// <summary>Filters in the kernel.</summary>
public sealed class SeccompKernelTests
{
    [Fact]
    public void The_default_profile_lets_programs_work_and_refuses_what_a_container_may_not()
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        using var temp = new TempFolder();
        var (status, output) = new SyscallProgram()
            .SetNoNewPrivileges()
            .LoadFilter(SeccompFilter.Default(CapabilitySet.ContainerDefault))
            .Run(["sh", "-c", $"ls / | grep -c etc; (sleep 0 & wait); chroot / true && echo chroot; mount -t tmpfs none {temp.Path} || echo no mount; unshare -m true || echo no unshare; grep Seccomp: /proc/self/status"]);
        Assert.Equal(0, status.ShellCode);
        Assert.StartsWith("1\nchroot\n", output, StringComparison.Ordinal);
        Assert.Contains("no mount\n", output, StringComparison.Ordinal);
        Assert.Contains("no unshare\n", output, StringComparison.Ordinal);
        Assert.EndsWith("Seccomp:\t2\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_can_kill_or_choose_the_error()
    {
        const string profile = """
            {"defaultAction":"SCMP_ACT_ALLOW","syscalls":[
              {"names":["uname"],"action":"SCMP_ACT_KILL_PROCESS"},
              {"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":28}]}
            """;
        byte[] filter = SeccompFilter.Of(profile, CapabilitySet.None);
        Assert.Equal(Signals.Sys, new SyscallProgram().SetNoNewPrivileges().LoadFilter(filter).Run(["uname"]).Status.Signal);
        var (status, output) = new SyscallProgram().SetNoNewPrivileges().LoadFilter(filter).Run(["mkdir", "/tmp/berth-never"]);
        Assert.NotEqual(0, status.ShellCode);
        Assert.Contains("No space left on device", output, StringComparison.Ordinal);
    }
}
