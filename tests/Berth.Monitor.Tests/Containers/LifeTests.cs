using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor.Tests;

public class LifeTests
{
    [Fact]
    public async Task Stop_ends_it_by_the_signal_or_kills_it_after_the_time()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var gentle = new Container(null, "sh", "-c", "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.1; done");
        await gentle.StartAsync();
        await Until(() => gentle.Output.Contains("up", StringComparison.Ordinal));
        MonitorRecord record = await gentle.Client.StopAsync(0, null);
        Assert.Equal((7, true, ContainerPhase.Exited), (record.ExitCode, record.ManuallyStopped, record.Phase));
        Assert.Contains("bye", gentle.Output, StringComparison.Ordinal);

        await using var deaf = new Container(null, "sh", "-c", "trap '' TERM; while :; do sleep 0.1; done");
        await deaf.StartAsync();
        long begun = Environment.TickCount64;
        Task<MonitorRecord> slow = deaf.Client.StopAsync(15, 100);
        record = await deaf.Client.StopAsync(15, 1);
        Assert.Equal(137, record.ExitCode);
        Assert.True(Environment.TickCount64 - begun >= 900);
        Assert.Equal(137, (await slow).ExitCode);
    }

    [Fact]
    public async Task It_is_restarted_by_policy_and_the_log_goes_on()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Restart = new RestartRequest { Policy = "on-failure", MaximumRetries = 2 } }, "sh", "-c", "echo run >> /count; busybox wc -l < /count; exit 5");
        MonitorRecord record = await container.RunAsync();
        Assert.Equal((5, 2), (record.ExitCode, record.RestartCount));
        Assert.Equal("1\n2\n3\n", container.Output);
    }

    [Fact]
    public async Task A_killed_container_comes_back_and_stop_ends_the_waiting()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Restart = new RestartRequest { Policy = "always" } }, "sleep", "100");
        MonitorReply first = await container.StartAsync();
        await container.NextAsync<MonitorEvent.Started>();
        using (SafeFileHandle process = Pidfd.Open(first.Pid)!)
        {
            Pidfd.Signal(process, Signals.Kill);
        }
        MonitorEvent.Restarting restarting = await container.NextAsync<MonitorEvent.Restarting>();
        Assert.Equal((137, 1, TimeSpan.FromMilliseconds(100)), (restarting.Record.ExitCode, restarting.Record.RestartCount, restarting.Delay));
        MonitorEvent.Started started = await container.NextAsync<MonitorEvent.Started>();
        Assert.NotEqual(first.Pid, started.Record.Pid);
        await container.Client.SignalAsync(Signals.Kill, manual: false);
        await container.NextAsync<MonitorEvent.Restarting>();
        MonitorRecord record = await container.Client.StopAsync(15, 10);
        Assert.Equal(ContainerPhase.Exited, record.Phase);
        Assert.False(await container.Died);
    }

    [Fact]
    public async Task Manual_signals_end_the_policy_and_updates_begin_one()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        await container.StartAsync();
        await container.Client.UpdateAsync(new RestartRequest { Policy = "always" });
        await container.Client.SignalAsync(Signals.Kill, manual: false);
        await container.NextAsync<MonitorEvent.Restarting>();
        await container.NextAsync<MonitorEvent.Started>();
        await container.Client.SignalAsync(Signals.Kill, manual: true);
        Assert.True((await container.NextAsync<MonitorEvent.Exited>()).Record.ManuallyStopped);
    }

    [Fact]
    public async Task A_killed_monitor_takes_its_container_with_it()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sleep", "100");
        MonitorReply reply = await container.StartAsync();
        using SafeFileHandle process = Pidfd.Open(reply.Pid)!;
        using (SafeFileHandle monitor = Pidfd.Open(container.Record.MonitorPid)!)
        {
            Pidfd.Signal(monitor, Signals.Kill);
        }
        Assert.True(await container.Died);
        Assert.NotEqual(0, RawIo.Poll((int)process.DangerousGetHandle(), EpollEvents.In, 10_000));
    }

    [Fact]
    public async Task The_engine_may_go_and_come_back()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "while :; do echo tick; sleep 0.1; done");
        await container.StartAsync();
        await container.Client.DisposeAsync();
        int before = container.Log.Count;
        await Until(() => container.Log.Count > before + 2);
        using (SafeFileHandle monitor = Pidfd.Open(container.Record.MonitorPid)!)
        {
            Pidfd.Signal(monitor, Signals.Term);   // not for the container
        }
        await container.ReconnectAsync();
        Assert.Equal(ContainerPhase.Running, (await container.Client.HelloAsync()).Phase);
        await container.Client.WatchAsync();
        await container.Client.StopAsync(9, 0);
        Assert.Equal(137, (await container.NextAsync<MonitorEvent.Exited>()).Record.ExitCode);
    }

    [Fact]
    public async Task A_monitor_without_a_start_ends()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "true");
        Assert.True(await container.Died);
    }

    [Fact]
    public async Task Namespace_gives_the_root_with_all_that_is_mounted_in_it()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(r => r with { Mounts = [new MountRequest { Type = "tmpfs", Source = "tmpfs", Target = "/t" }] }, "sh", "-c", "echo inside > /t/file; echo up; sleep 100");
        await container.StartAsync();
        await Until(() => container.Output.Length > 0);
        (SafeFileHandle? network, SafeFileHandle handle) = await container.Client.NamespaceAsync();
        using (network)
        using (var root = new RootedFolder(handle))
        {
            Assert.Equal(7, root.Stat("/t/file").Size);
            Assert.NotNull(network);
        }
    }

    [Fact]
    public async Task With_the_hosts_pid_namespace_nothing_is_left_of_its_cgroup()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        Assert.SkipUnless(TestCgroup.Available, TestCgroup.Needs);
        using var cgroup = new TestCgroup();
        await using var container = new Container(r => r with { Namespaces = r.Namespaces with { Pid = "host" }, CgroupFolders = cgroup.Folders }, "sh", "-c", "sleep 1000 & sleep 1000 & echo up; sleep 0.3; exit 2");
        MonitorRecord record = await container.RunAsync();
        Assert.Equal(2, record.ExitCode);
        await Until(() => cgroup.Processes.Count == 0);
    }

    [Fact]
    public async Task A_process_that_is_killed_for_memory_is_told()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        Assert.SkipUnless(TestCgroup.Available, TestCgroup.Needs);
        using var cgroup = new TestCgroup();
        cgroup.LimitMemory(8 << 20);
        await using var container = new Container(r => r with { CgroupFolders = cgroup.Folders }, "sh", "-c", "dd if=/dev/zero of=/dev/null bs=64M count=1");
        await container.StartAsync();
        await container.NextAsync<MonitorEvent.OutOfMemory>();
        MonitorRecord record = (await container.NextAsync<MonitorEvent.Exited>()).Record;
        Assert.Equal((137, true), (record.ExitCode, record.OomKilled));
    }

    private static async Task Until(Func<bool> condition)
    {
        long end = Environment.TickCount64 + 20_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, "it did not come");
            await Task.Delay(20);
        }
    }
}
