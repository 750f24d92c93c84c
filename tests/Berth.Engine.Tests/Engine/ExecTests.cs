using System.Text;
using Berth.Docker;

namespace Berth.Engine.Tests;

/// <summary>Processes in running containers.</summary>
public sealed class ExecTests
{
    [Fact]
    public async Task Output_comes_in_frames_and_the_exit_code_after_it()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("box", EngineHost.Box("sleep", "1000"));
        await using var events = await host.RecordAsync();

        var (code, output) = await host.ExecAsync(id, "sh", "-c", "echo one; seq 1 20000; exit 3");

        Assert.Equal(3, code);
        Assert.Equal("one\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{i}\n")), output);
        Assert.Equal(
            ["container exec_create: sh -c echo one; seq 1 20000; exit 3", "container exec_start: sh -c echo one; seq 1 20000; exit 3", "container exec_die exitCode=3"],
            await events.UntilAsync("exec_die", "exitCode"));
    }

    [Fact]
    public async Task Input_reaches_it_and_ends()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("box", EngineHost.Box("sleep", "1000"));
        string exec = await host.Engine.Execs.CreateAsync(id, new ExecCreateRequest { Cmd = ["wc", "-c"], AttachStdin = true, AttachStdout = true });
        await using var stream = await host.Engine.Execs.StartAsync(exec, new ExecStartRequest());

        byte[] megabyte = new byte[1 << 20];
        await stream!.WriteAsync(megabyte);
        await stream.CloseWriteAsync();

        Assert.Equal("1048576\n", EngineHost.Unframe(await EngineHost.ReadAllAsync(stream)));
        Assert.Equal(0, (await host.Engine.Execs.InspectAsync(exec)).ExitCode);
    }

    [Fact]
    public async Task What_a_process_leaves_behind_doesnt_hold_the_stream()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("box", EngineHost.Box("sleep", "1000"));

        Assert.Equal((0, "hi\n"), await host.ExecAsync(id, "sh", "-c", "sleep 1000 & echo hi"));
    }

    [Fact]
    public async Task Errors_of_the_start_come_in_the_stream()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("box", EngineHost.Box("sleep", "1000"));

        Assert.Equal(
            (127, "OCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH\r\n"),
            await host.ExecAsync(id, "nosuch"));
        var unknown = await Assert.ThrowsAsync<DockerException>(() => host.Engine.Execs.CreateAsync(id, new ExecCreateRequest { Cmd = ["true"], User = "nobody" }));
        Assert.Equal("unable to find user nobody: no matching entries in passwd file", unknown.Message);
    }

    [Fact]
    public async Task A_terminal_is_one_and_changes_its_size()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("box", EngineHost.Box("sleep", "1000"));
        string exec = await host.Engine.Execs.CreateAsync(id, new ExecCreateRequest { Cmd = ["sh"], AttachStdin = true, AttachStdout = true, Tty = true, User = "web" });
        await using var stream = await host.Engine.Execs.StartAsync(exec, new ExecStartRequest { Tty = true, ConsoleSize = [20, 70] });
        await host.Engine.Execs.ResizeAsync(exec, 25, 75);

        await stream!.WriteAsync(Encoding.ASCII.GetBytes("stty size; id -u; exit 4\n"));

        string shown = Encoding.UTF8.GetString(await EngineHost.ReadAllAsync(stream));
        Assert.Contains("25 75\r\n33\r\n", shown, StringComparison.Ordinal);
        var inspect = await host.Engine.Execs.InspectAsync(exec);
        Assert.Equal((4, false), (inspect.ExitCode, inspect.Running));
    }

    [Fact]
    public async Task It_runs_detached_and_once()
    {
        await using var host = await EngineHost.StartAsync();
        string id = await host.StartAsync("box", EngineHost.Box("sleep", "1000"));
        string exec = await host.Engine.Execs.CreateAsync(id, new ExecCreateRequest { Cmd = ["sleep", "1000"] });

        Assert.Null(await host.Engine.Execs.StartAsync(exec, new ExecStartRequest { Detach = true }));

        var inspect = await host.Engine.Execs.InspectAsync(exec);
        Assert.True(inspect is { Running: true, ExitCode: null, Pid: > 0 });
        Assert.Equal([exec], (await host.Containers.InspectAsync(id)).ExecIDs!);
        Assert.Equal(
            $"exec command {exec} has already run",
            (await Assert.ThrowsAsync<DockerException>(() => host.Engine.Execs.StartAsync(exec, new ExecStartRequest()))).Message);
        await host.Containers.KillAsync(id);
        Assert.Equal(137, (await host.Engine.Execs.InspectAsync(exec)).ExitCode);
    }
}
