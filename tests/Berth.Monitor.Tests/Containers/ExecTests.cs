using System.Text;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor.Tests;

public class ExecTests
{
    [Fact]
    public async Task A_process_joins_the_container()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Mounts = [new MountRequest { Type = "tmpfs", Source = "tmpfs", Target = "/t" }] }, "sh", "-c", "echo x > /t/f; echo up; sleep 100");
        await container.StartAsync();
        (int code, string output) = await container.ExecAsync("sh", "-c", "hostname; cat /t/f; ps | grep -c 'sleep 100'; grep -E 'CapEff|Seccomp:' /proc/self/status; umask; ls /proc/self/fd | busybox tr '\\n' ' '; test $(readlink /proc/self/ns/pid) = $(readlink /proc/1/ns/pid) && echo same; exit 3");
        Assert.Equal(3, code);
        Assert.StartsWith("box\nx\n", output, StringComparison.Ordinal);
        Assert.EndsWith("CapEff:\t00000000a80425fb\nSeccomp:\t2\n0022\n0 1 2 3 same\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_run_is_told_and_the_container_goes_on()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        await container.StartAsync();
        MonitorError error = (await Assert.ThrowsAsync<MonitorException>(() => container.ExecAsync("nothere"))).Error;
        Assert.Equal((MonitorErrorKind.NotFound, "exec: \"nothere\": executable file not found in $PATH"), (error.Kind, error.Text));
        Assert.Equal((0, "hi\n"), await container.ExecAsync("echo", "hi"));
    }

    [Fact]
    public async Task Users_environments_and_working_folders_are_the_processes_own()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        await container.StartAsync();
        (SafeFileHandle reader, SafeFileHandle writer) = FileCalls.Pipe();
        var process = new ProcessRequest { Arguments = ["sh", "-c", "id -u; pwd; echo $HOME $X; grep CapEff /proc/self/status"], Environment = ["PATH=/bin", "X=ä"], User = "app", WorkingFolder = "/tmp", Capabilities = ["CAP_CHOWN"] };
        using (writer)
        {
            await container.Client.ExecAsync("e1", process, privileged: false, [writer, writer, writer]);
        }
        using var stream = new FileStream(reader, FileAccess.Read);
        Assert.Equal("1000\n/tmp\n/home/app ä\nCapEff:\t0000000000000000\n", await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("e1", 0), await container.NextAsync<MonitorEvent.ExecExited>() is { } e ? (e.Id, e.ExitCode) : default);
    }

    [Fact]
    public async Task A_terminal_comes_back_by_its_master()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        await container.StartAsync();
        var process = new ProcessRequest { Arguments = ["sh", "-c", "tty; stty size; read x; echo got $x; exit 5"], Environment = ["PATH=/bin"], Terminal = true, Rows = 10, Columns = 20 };
        (int pid, SafeFileHandle? master) = await container.Client.ExecAsync("t", process, privileged: false, []);
        Assert.True(pid > 0);
        FileCalls.SetNonBlocking(master!, false);
        FileCalls.Write(master!, "word\n"u8);
        Assert.Equal(5, (await container.NextAsync<MonitorEvent.ExecExited>()).ExitCode);
        var buffer = new byte[4096];
        var text = new StringBuilder();
        while (RawIo.Read((int)master!.DangerousGetHandle(), buffer) is int length and > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, length));
        }
        master.Dispose();
        Assert.Contains("/dev/pts/0\r\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("10 20\r\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("got word\r\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_run_at_once_and_end_with_the_container()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        await container.StartAsync();
        using SafeFileHandle nothing = FileCalls.Open("/dev/null", OpenFlags.ReadWrite);
        (int Pid, SafeFileHandle?)[] all = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => container.Client.ExecAsync($"e{i}", container.Request.Process with { Arguments = ["sleep", "1000"] }, false, [nothing, nothing, nothing])));
        Assert.Equal(50, all.Select(a => a.Pid).Distinct().Count());
        await container.Client.ExecSignalAsync("e7", Signals.Term);
        MonitorEvent.ExecExited first = await container.NextAsync<MonitorEvent.ExecExited>();
        Assert.Equal(("e7", 143), (first.Id, first.ExitCode));
        await container.Client.SignalAsync(Signals.Kill, manual: false);
        for (int i = 0; i < 49; i++)
        {
            Assert.Equal(137, (await container.NextAsync<MonitorEvent.ExecExited>()).ExitCode);
        }
        Assert.Equal(137, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
    }

    [Fact]
    public async Task Health_checks_run_time_out_and_are_told()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(
            r => r with
            {
                Health = new HealthRequest
                {
                    Process = r.Process with { Arguments = ["sh", "-c", "echo checking; test -e /ok || exit 1; test -e /slow && sleep 100; head -c 5000 /dev/zero | busybox tr '\\0' x"] },
                    IntervalNanoseconds = 50_000_000,
                    TimeoutNanoseconds = 700_000_000,
                    Retries = 2,
                    StartPeriodNanoseconds = 0,
                    StartIntervalNanoseconds = 1,
                },
            },
            "sleep", "100");
        await container.StartAsync();
        Assert.Equal("starting", container.Record.Health!.Status);
        MonitorEvent.HealthChecked first = await container.NextAsync<MonitorEvent.HealthChecked>();
        Assert.Equal((false, "starting", 1, 1, "checking\n"), (first.Changed, first.Record.Health!.Status, first.Record.Health.FailingStreak, first.Record.Health.Log[0].ExitCode, first.Record.Health.Log[0].Output));
        MonitorEvent.HealthChecked second = await container.NextAsync<MonitorEvent.HealthChecked>();
        Assert.Equal((true, "unhealthy"), (second.Changed, second.Record.Health!.Status));
        await container.ExecAsync("touch", "/ok");
        MonitorEvent.HealthChecked healthy;
        do
        {
            healthy = await container.NextAsync<MonitorEvent.HealthChecked>();
        }
        while (healthy.Record.Health!.Status != "healthy");
        Assert.Equal("checking\n" + new string('x', 4087) + "...", healthy.Record.Health.Log[^1].Output);
        await container.ExecAsync("touch", "/slow");
        do
        {
            healthy = await container.NextAsync<MonitorEvent.HealthChecked>();
        }
        while (healthy.Record.Health!.Log[^1].ExitCode == 0);
        Assert.Equal((-1, "Health check exceeded timeout (700ms): checking\n"), (healthy.Record.Health.Log[^1].ExitCode, healthy.Record.Health.Log[^1].Output));
    }

    [Fact]
    public async Task Init_reaps_hands_on_signals_and_tells_what_cannot_run()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        Assert.SkipUnless(Container.IsCompiledAhead, "init runs in the container: it needs the executable that is compiled ahead of time; set BERTH_MONITOR");
        await using var container = new Container(r => r with { Process = r.Process with { Init = true, User = "app" } }, "sh", "-c", "(sleep 0.1 &) ; trap 'exit 42' TERM; echo $$; cat /proc/1/cmdline | busybox tr '\\0' ' '; echo; while :; do sleep 0.05; done");
        await container.StartAsync();
        long end = Environment.TickCount64 + 10_000;
        while (container.Log.Count < 2 && Environment.TickCount64 < end)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.NotEqual("1\n", container.Log[0].Text);
        Assert.StartsWith("berth-init --init sh -c", container.Log[1].Text, StringComparison.Ordinal);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.Equal((1, "0\n"), await container.ExecAsync("sh", "-c", "ps -o stat | grep -c ^Z"));
        await container.Client.SignalAsync(Signals.Term, manual: false);
        Assert.Equal(42, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);

        await using var missing = new Container(r => r with { Process = r.Process with { Init = true } }, "nothere");
        Assert.Equal("exec: \"nothere\": executable file not found in $PATH", (await Assert.ThrowsAsync<MonitorException>(missing.StartAsync)).Message);
    }
}
