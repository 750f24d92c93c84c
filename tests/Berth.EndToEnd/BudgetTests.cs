using System.Globalization;

namespace Berth.EndToEnd;

/// <summary>Budgets that the machine's mood can't move: sizes, page faults, processes, private memory. They hold what is reached; docs/performance.md has the goals.</summary>
public sealed class BudgetTests(TestRegistry registry)
{
    [Theory]
    [InlineData("artifacts/obj/Berth.Monitor/berth-monitor", 2.9)]
    [InlineData("artifacts/obj/Berth.Daemon/berth-engine", 24.5)]
    [InlineData("artifacts/berth", 32)]
    public void Executables_stay_small(string path, double megabytes) =>
        Assert.InRange(new FileInfo(Path.Combine(Repository.Root, path)).Length, 1, (long)(megabytes * 1024 * 1024));

    [Fact]
    public void The_command_line_without_what_it_carries_stays_small()
    {
        long carried = new FileInfo(Path.Combine(Repository.Root, "artifacts/obj/Berth.Daemon/berth-engine")).Length;
        Assert.InRange(new FileInfo(Repository.Berth).Length - carried, 1, 8 * 1024 * 1024);
    }

    [Fact]
    public void Version_and_exec_touch_few_pages()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "box", "busybox", "sleep", "1000").Succeeds();
        Assert.InRange(Faults(host, "--version"), 1, 330);
        Assert.InRange(Faults(host, "exec", "box", "true"), 1, 650);
    }

    [Fact]
    public void A_monitors_private_memory_stays_under_its_budget_after_100000_lines()
    {
        using var host = new BerthHost(registry);
        host.Berth("run", "-d", "--name", "talk", "busybox", "sh", "-c", "yes 0123456789012345678901234567890123456789 | head -n 100000; echo done; sleep 1000").Succeeds();
        while (!host.Berth("logs", "--tail", "1", "talk").Output.Contains("done", StringComparison.Ordinal)) Thread.Sleep(20);
        string monitor = File.ReadLines($"/proc/{host.ContainerPid("talk")}/status").First(l => l.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim();
        Assert.Equal("berth monitor talk", File.ReadAllText($"/proc/{monitor}/cmdline").Replace('\0', ' ').Trim()[.."berth monitor talk".Length]);
        // What is the process's own. (The pages of the executable, in memory too, are every monitor's: "private" while there is only one.)
        long kilobytes = File.ReadLines($"/proc/{monitor}/smaps_rollup").Where(l => l.StartsWith("Anonymous:", StringComparison.Ordinal))
            .Sum(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
        Assert.InRange(kilobytes, 1, 700);
    }

    [Theory]
    [InlineData("none", 2400, 1)]   // lo is taken up
    [InlineData("bridge", 2400, 4)]
    public void A_run_costs_few_processes_system_calls_and_netlink_messages(string network, int systemCalls, int netlinkMessages)
    {
        using var host = new BerthHost(registry);
        string[] run = ["run", "--rm", "--network", network, "busybox", "true"];
        host.Berth(run).Succeeds();
        using var trace = new KernelTrace(host);
        KernelTrace.Counts[] runs = [trace.Run(run), trace.Run(run), trace.Run(run), trace.Run(run), trace.Run(run)];   // a worker thread more or less is a hundred calls
        KernelTrace.Counts least = runs.MinBy(c => c.SystemCalls)!;
        TestContext.Current.TestOutputHelper?.WriteLine($"{least.Births} births, {least.SystemCalls} system calls, {least.NetlinkMessages} netlink messages");
        Assert.Equal([Repository.Berth, "monitor", "/bin/true"], least.Executed.Select(e => e.StartsWith("/dev/fd/", StringComparison.Ordinal) ? "monitor" : e));
        Assert.InRange(least.Births, 3, 8);   // two processes; a thread or two of each of Berth's, for signals and finalizers
        Assert.InRange(least.SystemCalls, 500, systemCalls);
        Assert.InRange(least.NetlinkMessages, 1, netlinkMessages);
    }

    /// <summary>Minor page faults from exec to exit, the least of five runs.</summary>
    private static int Faults(BerthHost host, params string[] arguments)
    {
        string command = $"import resource,subprocess,sys;d=[]\nfor i in range(5):\n b=resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);d.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt-b)\nprint(min(d))";
        return int.Parse(Shell.Run("/", host.Environment, null, TimeSpan.FromSeconds(60), ["python3", "-c", command, Repository.Berth, .. arguments]).Succeeds().Output, CultureInfo.InvariantCulture);
    }
}
