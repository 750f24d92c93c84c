namespace Berth.Linux.Tests;

public class ProcFsTests
{
    [Fact]
    public void This_process_is_found_again_by_its_identity()
    {
        ProcessIdentity self = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        Assert.Equal(self, ProcessIdentity.Parse(self.ToString()));
        using var open = self.Open();
        Assert.NotNull(open);
        Assert.Null((self with { StartTime = self.StartTime + 1 }).Open());
        Assert.Null((self with { BootId = "another" }).Open());
        Assert.Null(ProcessIdentity.Of(0x3fffff));
        Assert.Null(ProcessIdentity.Parse("x/y/z"));
    }

    [Fact]
    public void A_name_may_hold_brackets_and_blanks()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp.At("7"));
        File.WriteAllText(temp.At("7/stat"), "7 (a) b (c) S 1 7 8 0 -1 4194560 200 0 0 0 1 2 0 0 20 0 1 0 12345 1000 50 0\n");
        Assert.Equal(new ProcessStat("a) b (c", 'S', 1, 8, 200, 12345), new ProcFs(temp.Path).Stat(7));
        Assert.Null(new ProcFs(temp.Path).Stat(8));
    }

    [Fact]
    public void Cgroups_are_read_for_both_versions()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp.At("7"));
        File.WriteAllText(temp.At("7/cgroup"), "4:memory:/a:b\n2:cpu,cpuacct:/\n1:name=systemd:/x\n0::/y\n");
        IReadOnlyDictionary<string, string> groups = new ProcFs(temp.Path).Cgroups(7)!;
        Assert.Equal(("/a:b", "/", "/x", "/y"), (groups["memory"], groups["cpu,cpuacct"], groups["name=systemd"], groups[""]));
    }

    [Fact]
    public void Status_and_namespaces_are_read()
    {
        Assert.Equal($"{Environment.ProcessId}", ProcFs.Machine.Status(Environment.ProcessId, "Pid"));
        Assert.StartsWith("net:[", ProcFs.Machine.Namespace(Environment.ProcessId, "net"), StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId, ProcFs.Machine.Processes());
        Assert.Null(ProcFs.Machine.Status(0x3fffff, "Pid"));
    }
}
