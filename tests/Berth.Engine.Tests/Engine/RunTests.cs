using System.Text;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine.Tests;

/// <summary>Containers from create to remove.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task A_container_runs_says_something_and_ends()
    {
        await using var host = await EngineHost.StartAsync();

        var (code, output) = await host.RunAsync(EngineHost.Box("sh", "-c", "echo out; echo err >&2; exit 7"));

        Assert.Equal(7, code);
        Assert.Equal(["err", "out"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task Events_tell_of_its_life_in_Dockers_order()
    {
        await using var host = await EngineHost.StartAsync();
        await using var events = await host.RecordAsync();

        await host.StartAsync("gone", EngineHost.Box(new HostConfig { AutoRemove = true }, "true"));

        Assert.Equal(
            ["container create", "network connect", "container start", "network disconnect", "container die exitCode=0", "container destroy"],
            await events.UntilAsync("destroy", "exitCode"));
    }

    [Fact]
    public async Task A_stop_asks_first_and_a_restart_is_a_stop_and_a_start()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("web", EngineHost.Box("sh", "-c", "trap 'exit 5' TERM; while true; do sleep 0.05; done"));
        await using var events = await host.RecordAsync();

        Assert.True(await host.Containers.StopAsync("web"));
        Assert.Equal(
            ["container kill signal=15", "network disconnect", "container die exitCode=5", "container stop"], await events.UntilAsync("stop", "signal", "exitCode"));
        Assert.False(await host.Containers.StopAsync(id));
        await host.Containers.RestartAsync(id);
        Assert.Equal(["network connect", "container start", "container restart"], await events.UntilAsync("restart"));
        Assert.False(await host.Containers.StartAsync(id));
    }

    [Fact]
    public async Task Who_ignores_the_signal_is_killed_after_the_time_is_over()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("stubborn", EngineHost.Box("sleep", "1000"));
        await using var events = await host.RecordAsync();

        Assert.True(await host.Containers.StopAsync(id, timeout: 0));

        Assert.Equal(
            ["container kill signal=15", "container kill signal=9", "network disconnect", "container die exitCode=137", "container stop"],
            await events.UntilAsync("stop", "signal", "exitCode"));
        Assert.Equal(137, (await host.StateAsync(id)).ExitCode);
    }

    [Theory]
    [InlineData("nosuch", 127, "exec: \"nosuch\": executable file not found in $PATH")]
    [InlineData("/etc/passwd", 126, "exec: \"/etc/passwd\": permission denied")]
    public async Task A_command_that_cant_be_run_is_said_in_Dockers_words_and_leaves_nothing(string command, int code, string text)
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("bad", EngineHost.Box(command));

        var failure = await Assert.ThrowsAsync<DockerException>(() => host.Containers.StartAsync(id));

        Assert.EndsWith(text, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("failed to create task for container: ", failure.Message, StringComparison.Ordinal);
        var state = await host.StateAsync(id);
        Assert.Equal(("created", code, failure.Message), (state.Status, state.ExitCode, state.Error));
        Assert.Equal("", (await host.Containers.InspectAsync(id)).NetworkSettings.SandboxID);
    }

    [Fact]
    public async Task Who_attaches_before_the_start_gets_every_byte()
    {
        await using var host = await EngineHost.StartAsync();
        var request = EngineHost.Box("sh", "-c", "dd bs=1 count=5 2>/dev/null; echo; cat; echo end >&2");
        string id = await host.CreateAsync("in", request with { Config = request.Config with { OpenStdin = true, StdinOnce = true } });

        await using var stream = await host.Containers.AttachAsync(id, new AttachOptions { Stream = true, Stdin = true, Stdout = true, Stderr = true });
        await stream.WriteAsync(Encoding.ASCII.GetBytes("12345"));
        await host.Containers.StartAsync(id);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("678"));
        await stream.CloseWriteAsync();

        Assert.Equal("12345\n678end\n", EngineHost.Unframe(await EngineHost.ReadAllAsync(stream)));
        Assert.Equal(0, await host.WaitAsync(id));
    }

    [Fact]
    public async Task A_terminal_has_a_size_and_detach_keys()
    {
        await using var host = await EngineHost.StartAsync();
        var request = EngineHost.Box(new HostConfig { ConsoleSize = [30, 90] }, "sh");
        string id = await host.CreateAsync("tty", request with { Config = request.Config with { OpenStdin = true, Tty = true } });
        await using var stream = await host.Containers.AttachAsync(id, new AttachOptions { Stream = true, Stdin = true, Stdout = true });
        await host.Containers.StartAsync(id);

        await stream.WriteAsync(Encoding.ASCII.GetBytes("stty size; tty\n"));
        string shown = await ReadUntilAsync(stream, "/dev/pts/0");
        Assert.Contains("30 90", shown, StringComparison.Ordinal);
        await host.Containers.ResizeAsync(id, 40, 100);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("stty size\n"));
        await ReadUntilAsync(stream, "40 100");
        await stream.WriteAsync(new byte[] { 0x10, 0x11 });
        await EngineHost.ReadAllAsync(stream);
        Assert.Equal("running", (await host.StateAsync(id)).Status);
    }

    [Fact]
    public async Task Paused_it_stands_still_and_signals_reach_it()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("still", EngineHost.Box("sleep", "1000"));

        await host.Containers.PauseAsync(id);
        Assert.Equal("paused", (await host.StateAsync(id)).Status);
        Assert.Equal($"Container {id} is already paused", (await Assert.ThrowsAsync<DockerException>(() => host.Containers.PauseAsync(id))).Message);
        await Assert.ThrowsAsync<DockerException>(() => host.Engine.Execs.CreateAsync(id, new ExecCreateRequest { Cmd = ["true"] }));
        await host.Containers.UnpauseAsync(id);
        Assert.Equal("running", (await host.StateAsync(id)).Status);
        await host.Containers.PauseAsync(id);
        await host.Containers.KillAsync(id);
        Assert.Equal("exited", (await host.StateAsync(id)).Status);
    }

    [Fact]
    public async Task Errors_are_Dockers()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("made", EngineHost.Box("true"));
        await host.CreateAsync("other", EngineHost.Box("true"));

        await ExpectAsync(DockerErrorKind.NotFound, "No such image: nosuch:latest", () => host.CreateAsync(null, new() { Config = new() { Image = "nosuch", Cmd = ["x"] } }));
        await ExpectAsync(
            DockerErrorKind.Conflict,
            $"Conflict. The container name \"/made\" is already in use by container \"{id}\". You have to remove (or rename) that container to be able to reuse that name.",
            () => host.CreateAsync("made", EngineHost.Box("true")));
        await ExpectAsync(DockerErrorKind.NotFound, "No such container: nosuch", () => host.Containers.StartAsync("nosuch"));
        await ExpectAsync(DockerErrorKind.Conflict, $"cannot kill container: made: container {id} is not running", () => host.Containers.KillAsync("made"));
        await ExpectAsync(DockerErrorKind.Conflict, $"container {id} is not running", () => host.Containers.PauseAsync("made"));
        await ExpectAsync(DockerErrorKind.System, $"Container {id} is not paused", () => host.Containers.UnpauseAsync("made"));
        await ExpectAsync(DockerErrorKind.Conflict, $"container {id} is not running", () => host.Containers.TopAsync("made"));
        await ExpectAsync(DockerErrorKind.InvalidParameter, "Neither old nor new names may be empty", () => host.Containers.RenameAsync("made", ""));
        await ExpectAsync(DockerErrorKind.InvalidParameter, "Renaming a container with the same name as its current name", () => host.Containers.RenameAsync("made", "made"));
        await ExpectAsync(
            DockerErrorKind.InvalidParameter,
            "Error when allocating new name: Invalid container name (/a/b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
            () => host.Containers.RenameAsync("made", "a/b"));
        await ExpectAsync(DockerErrorKind.InvalidParameter, "Bad parameters: you must choose at least one stream", () => host.Containers.LogsAsync("made", new LogOptions()));
        await host.Containers.StartAsync(id);
        await host.WaitAsync(id);
        await host.StartAsync("up", EngineHost.Box("sleep", "1000"));
        await ExpectAsync(
            DockerErrorKind.Conflict,
            "cannot remove container \"up\": container is running: stop the container before removing or force remove",
            () => host.Containers.RemoveAsync("up"));
        await ExpectAsync(DockerErrorKind.InvalidParameter, "cannot kill container: up: invalid signal: zz", () => host.Containers.KillAsync("up", "zz"));
        await ExpectAsync(DockerErrorKind.InvalidParameter, "No exec command specified", () => host.Engine.Execs.CreateAsync("up", new ExecCreateRequest()));
        await ExpectAsync(DockerErrorKind.NotFound, "No such exec instance: nosuch", () => host.Engine.Execs.InspectAsync("nosuch"));
    }

    [Fact]
    public async Task Renamed_and_updated_it_stays_the_same_container()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("before", EngineHost.Box("sleep", "1000"));

        await host.Containers.RenameAsync("before", "after");
        await host.Containers.UpdateAsync("after", new ContainerUpdateRequest { Memory = 64 << 20, MemorySwap = 64 << 20, RestartPolicy = new RestartPolicy { Name = "always" } });

        var inspect = await host.Containers.InspectAsync("after");
        Assert.Equal((id, "/after", 64L << 20, "always"), (inspect.Id, inspect.Name, inspect.HostConfig.Memory, inspect.HostConfig.RestartPolicy.Name));
        await Assert.ThrowsAsync<DockerException>(() => host.Containers.InspectAsync("before"));
        await host.ReopenAsync();
        Assert.Equal("/after", (await host.Containers.InspectAsync(id[..7])).Name);
    }

    [Fact]
    public async Task A_restart_policy_starts_it_again_and_gives_up()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.CreateAsync("again", EngineHost.Box(new HostConfig { RestartPolicy = new() { Name = "on-failure", MaximumRetryCount = 2 } }, "false"));
        await using var events = await host.RecordAsync();

        await host.Containers.StartAsync(id);

        List<string> told = [];
        while (told.Count(line => line == "container die exitCode=1") < 3)
        {
            told.AddRange(await events.UntilAsync("die", "exitCode"));
        }

        Assert.Equal(
            [
                "network connect", "container start", "container die exitCode=1", "container start", "container die exitCode=1", "container start", "network disconnect",
                "container die exitCode=1",
            ],
            told);
        Assert.Equal(2, (await host.Containers.InspectAsync(id)).RestartCount);
    }

    [Fact]
    public async Task The_list_knows_Dockers_filters()
    {
        await using var host = await EngineHost.StartAsync();
        var request = EngineHost.Box("sleep", "1000");
        string up = await host.StartAsync("up", request with { Config = request.Config with { Labels = new Dictionary<string, string> { ["tier"] = "front" } } });
        string made = await host.CreateAsync("made", EngineHost.Box("true"));
        string ended = await host.StartAsync("ended", EngineHost.Box("false"));
        await host.WaitAsync(ended);

        Assert.Equal(["/up"], await NamesAsync(host, Filters.Empty, all: false));
        Assert.Equal(["/ended", "/made", "/up"], await NamesAsync(host, Filters.Empty));
        Assert.Equal(["/made"], await NamesAsync(host, Filters.Empty.With("status", "created"), all: false));
        Assert.Equal(["/ended"], await NamesAsync(host, Filters.Empty.With("exited", "1"), all: false));
        Assert.Equal(["/up"], await NamesAsync(host, Filters.Empty.With("label", "tier=front")));
        Assert.Equal(["/made"], await NamesAsync(host, Filters.Empty.With("id", made[..10])));
        Assert.Equal(["/made", "/up"], await NamesAsync(host, Filters.Empty.With("before", "ended")));
        Assert.Equal(["/ended", "/made"], await NamesAsync(host, Filters.Empty.With("since", up)));
        Assert.Equal(["/up"], await NamesAsync(host, Filters.Empty.With("name", "^/up$")));
        Assert.Equal(3, (await NamesAsync(host, Filters.Empty.With("ancestor", "box"))).Count);
        Assert.Equal(3, (await NamesAsync(host, Filters.Empty.With("network", "none"))).Count);
        await ExpectAsync(DockerErrorKind.InvalidParameter, "invalid filter 'zz'", () => NamesAsync(host, Filters.Empty.With("zz", "a")));
    }

    [Fact]
    public async Task Its_processes_and_use_can_be_seen()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("seen", EngineHost.Box("sleep", "1000"));

        var top = await host.Containers.TopAsync(id);
        Assert.Equal(["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"], top.Titles);
        Assert.Equal("sleep 1000", Assert.Single(top.Processes)[^1]);
        await foreach (var stats in await host.Containers.StatsAsync(id, stream: false, oneShot: true))
        {
            Assert.Equal("/seen", stats.Name);
            Assert.Equal(1UL, stats.PidsStats.Current);
            Assert.True(stats.MemoryStats.Usage > 0 && stats.CpuStats.SystemCpuUsage > 0);
        }
    }

    [Fact]
    public async Task A_start_makes_one_monitor_and_one_process()
    {
        await using var host = await EngineHost.StartAsync();

        string id = await host.StartAsync("one", EngineHost.Box("sleep", "1000"));

        int pid = (await host.StateAsync(id)).Pid;
        var (monitor, first) = (ProcFs.Machine.Stat(pid)!.Parent, ProcFs.Machine.Processes().Where(one => ProcFs.Machine.Stat(one)?.Parent == Environment.ProcessId));
        Assert.Contains(monitor, first);
        Assert.Equal([monitor], ProcFs.Machine.Processes().Where(one => ProcFs.Machine.Arguments(one)?.Contains(host.Root + "/containers/" + id) == true));
        Assert.Equal([pid], ProcFs.Machine.Processes().Where(one => ProcFs.Machine.Stat(one)?.Parent == monitor));
    }

    private static async Task<List<string>> NamesAsync(EngineHost host, Filters filters, bool all = true) =>
        [.. (await host.Containers.ListAsync(new ContainerListOptions { All = all, Filters = filters })).Select(container => container.Names[0])];

    private static async Task ExpectAsync(DockerErrorKind kind, string text, Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<DockerException>(act);

        Assert.Equal(text, failure.Message);
        Assert.Equal(kind, failure.Kind);
    }

    private static async Task<string> ReadUntilAsync(AttachedStream stream, string text)
    {
        var shown = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!shown.ToString().Contains(text, StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer).AsTask().WaitAsync(EngineHost.Patience);
            Assert.True(read > 0, $"it ended; shown: {shown}");
            shown.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return shown.ToString();
    }
}
