namespace Berth.EndToEnd;

/// <summary>Debian 12's stock kernel with cgroup v2 only, booted in software emulation.</summary>
public sealed class StockKernelTests
{
    [Fact]
    public void Run_exec_limits_and_stop_work_on_cgroup_v2()
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "the stock kernel is booted on x86-64 only");
        var boot = Shell.Run(Repository.Root, null, null, TimeSpan.FromSeconds(400), Path.Combine(Repository.Root, "tests/qemu/boot.sh"), Repository.Berth);
        boot.Succeeds().Prints("guest is done");
        Assert.DoesNotContain("failed ", boot.Output, StringComparison.Ordinal);
        Assert.Equal(12, boot.Output.Split('\n').Count(l => l.StartsWith("ok ", StringComparison.Ordinal)));
    }
}
