using Berth.Docker;
using Berth.Supervision;

namespace Berth.Engine.Tests;

/// <summary>Engines that come and go while containers run.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task A_new_engine_takes_over_what_runs()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("on", EngineHost.Box("sh", "-c", "i=0; while true; do echo $i; i=$((i+1)); sleep 0.02; done"));
        string paused = await host.StartAsync("still", EngineHost.Box("sleep", "1000"));
        await host.Containers.PauseAsync(paused);
        int pid = (await host.StateAsync(id)).Pid;

        await host.ReopenAsync();

        var state = await host.StateAsync(id);
        Assert.Equal(("running", pid), (state.Status, state.Pid));
        Assert.Equal("paused", (await host.StateAsync(paused)).Status);
        Assert.Equal((0, "in\n"), await host.ExecAsync(id, "echo", "in"));
        string[] lines = (await host.LogsAsync(id)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, lines.Length).Select(i => $"{i}"), lines);
        await host.Containers.UnpauseAsync(paused);
        Assert.True(await host.Containers.StopAsync(id, timeout: 0));
        Assert.Equal(137, (await host.StateAsync(id)).ExitCode);
        Assert.Contains(host.Log, line => line == "took over container on");
    }

    [Fact]
    public async Task What_ended_meanwhile_has_its_exit_code()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("short", EngineHost.Box("sh", "-c", "sleep 0.2; exit 9"));
        string gone = await host.StartAsync("gone", EngineHost.Box(new HostConfig { AutoRemove = true }, "sleep", "0.2"));

        await host.ReopenAsync(async () =>
        {
            await EndedAsync(host, id);
            await EndedAsync(host, gone);
        });

        var state = await host.StateAsync(id);
        Assert.Equal(("exited", 9), (state.Status, state.ExitCode));
        await Assert.ThrowsAsync<DockerException>(() => host.StateAsync(gone));
    }

    [Fact]
    public async Task A_monitor_that_is_killed_takes_its_container_with_it_and_the_policy_goes_on()
    {
        await using var host = await EngineHost.StartAsync();
        string plain = await host.StartAsync("plain", EngineHost.Box("sleep", "1000"));
        string kept = await host.StartAsync("kept", EngineHost.Box(new HostConfig { RestartPolicy = new() { Name = "always" } }, "sleep", "1000"));
        int first = (await host.StateAsync(kept)).Pid;
        await using var events = await host.RecordAsync();

        Kill(host, plain);
        Assert.Equal(["network disconnect", "container die exitCode=137"], await events.UntilAsync("die", "exitCode"));
        Kill(host, kept);
        Assert.Equal(["network disconnect", "container die exitCode=137", "network connect", "container start"], await events.UntilAsync("start", "exitCode"));

        Assert.Equal(("exited", 137), ((await host.StateAsync(plain)).Status, (await host.StateAsync(plain)).ExitCode));
        var state = await host.StateAsync(kept);
        Assert.Equal("running", state.Status);
        Assert.NotEqual(first, state.Pid);
        await UntilAsync(() => Task.FromResult(Linux.ProcFs.Machine.Stat(first) is null or { State: 'Z' }));
        Assert.Equal(1, (await host.Containers.InspectAsync(kept)).RestartCount);
    }

    [Fact]
    public async Task A_container_that_takes_long_to_die_is_started_again_when_it_has()
    {
        await using var host = await EngineHost.StartAsync();
        const string Hoard = "BEGIN { s = \"x\"; while (length(s) < 200000000) s = s s; print \"ready\"; fflush(); system(\"sleep 1000\") }";
        string id = await host.StartAsync("hoard", EngineHost.Box(new HostConfig { RestartPolicy = new() { Name = "always" } }, "busybox", "awk", Hoard));
        await UntilAsync(async () => await host.LogsAsync(id) == "ready\n");
        await using var events = await host.RecordAsync();

        Kill(host, id);

        Assert.Equal(["network disconnect", "container die exitCode=137", "network connect", "container start"], await events.UntilAsync("start", "exitCode"));
    }

    [Fact]
    public async Task A_monitor_that_dies_while_no_engine_is_there_is_found_out()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("plain", EngineHost.Box("sleep", "1000"));
        string kept = await host.StartAsync("kept", EngineHost.Box(new HostConfig { RestartPolicy = new() { Name = "unless-stopped" } }, "sleep", "1000"));

        await host.ReopenAsync(() =>
        {
            Kill(host, id);
            Kill(host, kept);
            return Task.CompletedTask;
        });

        await UntilAsync(async () => (await host.StateAsync(kept)).Status == "running");
        await UntilAsync(async () => (await host.StateAsync(id)).Status == "exited");
        Assert.Equal(137, (await host.StateAsync(id)).ExitCode);
    }

    [Fact]
    public async Task After_a_reboot_policies_decide_what_runs()
    {
        await using var host = await EngineHost.StartAsync();
        string always = await host.StartAsync("always", EngineHost.Box(new HostConfig { RestartPolicy = new() { Name = "always" } }, "sleep", "1000"));
        string stopped = await host.StartAsync("stopped", EngineHost.Box(new HostConfig { RestartPolicy = new() { Name = "unless-stopped" } }, "sleep", "1000"));
        string plain = await host.StartAsync("plain", EngineHost.Box("sleep", "1000"));
        await host.Containers.StopAsync(stopped, timeout: 0);

        await host.ReopenAsync(async () =>
        {
            Kill(host, always);
            Kill(host, plain);
            await File.WriteAllTextAsync(host.Root + "/boot-id", "another\n");
            foreach (string id in new[] { always, plain })
            {
                string path = $"{host.Root}/containers/{id}/monitor.json";
                string record = await File.ReadAllTextAsync(path);
                await File.WriteAllTextAsync(path, record.Replace(MonitorRecordJson.Parse(await File.ReadAllBytesAsync(path)).BootId, "another", StringComparison.Ordinal));
            }
        });

        await UntilAsync(async () => (await host.StateAsync(always)).Status == "running");
        Assert.Equal("exited", (await host.StateAsync(stopped)).Status);
        await UntilAsync(async () => (await host.StateAsync(plain)).Status == "exited");
        Assert.Equal(255, (await host.StateAsync(plain)).ExitCode);
    }

    [Fact]
    public async Task What_is_half_made_or_half_removed_is_finished()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("half", EngineHost.Box("true"));

        await host.ReopenAsync(() =>
        {
            string life = $"{host.Root}/containers/{id}/state.json";
            File.WriteAllText(life, File.ReadAllText(life).Replace("created", "removing", StringComparison.Ordinal));
            Directory.CreateDirectory($"{host.Root}/containers/.new-{new string('b', 64)}");
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<DockerException>(() => host.StateAsync(id));
        Assert.Contains(host.Log, line => line.StartsWith("removed the half-made", StringComparison.Ordinal));
        Assert.Contains(host.Log, line => line == "finished the removal of container half");
    }

    [Fact]
    public async Task One_engine_has_a_folder()
    {
        await using var host = await EngineHost.StartAsync();

        var failure = await Assert.ThrowsAsync<DockerException>(() => ContainerEngine.OpenAsync(
            new EngineOptions { Root = host.Root, Run = host.Run + "-other", Version = "1", MonitorExecutable = new Microsoft.Win32.SafeHandles.SafeFileHandle() }));

        Assert.StartsWith($"another engine uses {host.Root}", failure.Message, StringComparison.Ordinal);
        Directory.Delete(host.Run + "-other", recursive: true);
    }

    private static void Kill(EngineHost host, string id)
    {
        int pid = MonitorRecordJson.Parse(File.ReadAllBytes($"{host.Root}/containers/{id}/monitor.json")).MonitorPid;
        using var process = Berth.Linux.Pidfd.Open(pid)!;
        Berth.Linux.Pidfd.Signal(process, 9);

        // Readable once it has ended.
        Berth.Linux.RawIo.Poll((int)process.DangerousGetHandle(), Berth.Linux.EpollEvents.In, 30_000);
    }

    // Until the container's monitor has written its end and gone, or, where it was quicker than the engine's end, the engine has removed it.
    private static Task EndedAsync(EngineHost host, string id)
    {
        string path = $"{host.Root}/containers/{id}/monitor.json";
        return UntilAsync(async () => !File.Exists(path) || MonitorRecordJson.Parse(await File.ReadAllBytesAsync(path)).Phase == ContainerPhase.Exited);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(EngineHost.Patience);
        while (!await holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
