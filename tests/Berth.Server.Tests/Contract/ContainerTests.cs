using System.Text;
using Berth.Docker;

namespace Berth.Server.Tests;

/// <summary>Client to server to engine: containers.</summary>
public sealed class ContainerTests
{
    private static CancellationToken Cancel => ServedEngine.Cancel;

    [Fact]
    public async Task A_container_is_made_listed_inspected_and_removed()
    {
        await using var served = await ServedEngine.StartAsync();
        var containers = served.Client.Containers;
        var request = new ContainerCreateRequest
        {
            Config = new ContainerConfig { Image = "busybox", Cmd = ["sleep"], Env = ["A=ü<&>"], Labels = new Dictionary<string, string> { ["app"] = "web" } },
            HostConfig = new HostConfig
            {
                Binds = ["/a:/b"],
                Memory = 1 << 30,
                PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80/tcp"] = [new PortBinding { HostPort = "8000" }] },
            },
        };
        var created = await containers.CreateAsync("web", null, request, Cancel);
        Assert.True(await containers.StartAsync("web", cancel: Cancel));
        Assert.False(await containers.StartAsync("web", cancel: Cancel));

        var filters = Filters.Empty.With("label", "app=web").With("name", "^/web$");
        var listed = Assert.Single(await containers.ListAsync(new ContainerListOptions { Filters = filters }, Cancel));
        Assert.Equal((created.Id, "/web", "running", 8000), (listed.Id, listed.Names[0], listed.State, listed.Ports[0].PublicPort));

        var inspected = await containers.InspectAsync(created.Id[..12], cancel: Cancel);
        Assert.Equal(["A=ü<&>"], inspected.Config.Env!);
        Assert.Equal((1L << 30, "bridge"), (inspected.HostConfig.Memory, inspected.HostConfig.NetworkMode));
        Assert.Null(inspected.SizeRw);
        Assert.Equal(0, (await containers.InspectAsync("web", size: true, Cancel)).SizeRw);

        Assert.True(await containers.StopAsync("web", 1, "SIGTERM", Cancel));
        Assert.False(await containers.StopAsync("web", cancel: Cancel));
        await containers.RemoveAsync("web", cancel: Cancel);
        Assert.Empty(await containers.ListAsync(new ContainerListOptions { All = true }, Cancel));
    }

    [Fact]
    public async Task Errors_come_back_with_kind_and_text()
    {
        await using var served = await ServedEngine.StartAsync();
        var containers = served.Client.Containers;
        var missing = await Assert.ThrowsAsync<DockerException>(() => containers.InspectAsync("nope", cancel: Cancel));
        Assert.Equal((DockerErrorKind.NotFound, "No such container: nope"), (missing.Kind, missing.Message));

        var image = await Assert.ThrowsAsync<DockerException>(() => containers.CreateAsync(
            null, null, new ContainerCreateRequest { Config = new ContainerConfig { Image = "x" } }, Cancel));
        Assert.Equal((DockerErrorKind.NotFound, "No such image: x:latest"), (image.Kind, image.Message));

        var container = await served.CreateAsync("sleep");
        await containers.StartAsync(container.Id, cancel: Cancel);
        Assert.Equal(DockerErrorKind.Conflict, (await Assert.ThrowsAsync<DockerException>(() => containers.RemoveAsync(container.Id, cancel: Cancel))).Kind);
        var filter = Filters.Empty.With("zzz", "1");
        Assert.Equal("invalid filter 'zzz'", (await Assert.ThrowsAsync<DockerException>(() => containers.ListAsync(new ContainerListOptions { Filters = filter }, Cancel))).Message);
        Assert.Empty(served.Errors);
    }

    [Fact]
    public async Task Output_and_exit_of_a_run_are_not_missed()
    {
        await using var served = await ServedEngine.StartAsync();
        var containers = served.Client.Containers;
        var container = await served.CreateAsync("echo", "hello");

        await using var attached = await containers.AttachAsync(container.Id, new AttachOptions { Stream = true, Stdout = true, Stderr = true }, Cancel);
        using var wait = await containers.WaitAsync(container.Id, WaitCondition.NextExit, Cancel);
        Assert.True(attached.Multiplexed);
        await containers.StartAsync(container.Id, cancel: Cancel);

        Assert.Equal("hello\n", await ReadAsync(attached));
        Assert.Equal(0, (await wait.Result).StatusCode);
    }

    [Fact]
    public async Task Input_ends_by_half_close_and_output_goes_on()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("count");
        await using var attached = await served.Client.Containers.AttachAsync(
            container.Id, new AttachOptions { Stream = true, Stdin = true, Stdout = true, Stderr = true }, Cancel);
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);
        for (var i = 0; i < 100; i++)
        {
            await attached.WriteAsync(new byte[10_000], Cancel);
        }

        await attached.CloseWriteAsync(Cancel);
        Assert.Equal("1000000\n", await ReadAsync(attached));
        await ServedEngine.EventuallyAsync(() => container.Attached == 0);
    }

    [Fact]
    public async Task A_client_that_goes_is_detached()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("sleep");
        var attached = await served.Client.Containers.AttachAsync(container.Id, new AttachOptions { Stream = true, Stdout = true }, Cancel);
        await ServedEngine.EventuallyAsync(() => container.Attached == 1);
        await attached.DisposeAsync();
        await ServedEngine.EventuallyAsync(() => container.Attached == 0);
    }

    [Fact]
    public async Task A_terminal_s_output_has_no_frames()
    {
        await using var served = await ServedEngine.StartAsync();
        var id = (await served.Client.Containers.CreateAsync(
            "tty", null, new ContainerCreateRequest { Config = new ContainerConfig { Image = "busybox", Cmd = ["echo", "x"], Tty = true } }, Cancel)).Id;
        await using var attached = await served.Client.Containers.AttachAsync(id, new AttachOptions { Stream = true, Stdout = true }, Cancel);
        Assert.True(attached.Tty);
        await served.Client.Containers.StartAsync(id, cancel: Cancel);
        var buffer = new byte[100];
        Assert.Equal("x\n", Encoding.ASCII.GetString(buffer, 0, await attached.ReadAsync(buffer, Cancel)));
        await using var logs = await served.Client.Containers.LogsAsync(id, new LogOptions { Stdout = true }, Cancel);
        Assert.False(logs.Multiplexed);
    }

    [Fact]
    public async Task Logs_are_chosen_by_stream_tail_and_time()
    {
        await using var served = await ServedEngine.StartAsync();
        var containers = served.Client.Containers;
        var container = await served.CreateAsync("lines", "10");
        await containers.StartAsync(container.Id, cancel: Cancel);
        Assert.Equal(0, (await (await containers.WaitAsync(container.Id, cancel: Cancel)).Result).StatusCode);

        Assert.Equal("line 9\nline 10\n", await LogsAsync(new LogOptions { Stdout = true, Tail = 2 }));
        Assert.Equal("", await LogsAsync(new LogOptions { Stderr = true }));
        Assert.Equal("", await LogsAsync(new LogOptions { Stdout = true, Until = 1_000_000_000 }));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line 10\n$", await LogsAsync(new LogOptions { Stdout = true, Tail = 1, Timestamps = true }));
        var error = await Assert.ThrowsAsync<DockerException>(() => containers.LogsAsync(container.Id, new LogOptions(), Cancel));
        Assert.Equal("Bad parameters: you must choose at least one stream", error.Message);

        async Task<string> LogsAsync(LogOptions options)
        {
            await using var output = await containers.LogsAsync(container.Id, options, Cancel);
            Assert.True(output.Multiplexed);
            await using var stream = AttachedStream.Create(output.Stream, null, tty: false);
            return await ReadAsync(stream);
        }
    }

    [Fact]
    public async Task Following_logs_ends_with_the_client()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("flood");
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);
        var output = await served.Client.Containers.LogsAsync(container.Id, new LogOptions { Stdout = true, Follow = true }, Cancel);
        var buffer = new byte[100];
        Assert.NotEqual(0, await output.Stream.ReadAsync(buffer, Cancel));
        Assert.Equal(1, served.ActiveRequests);
        await output.DisposeAsync();
        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
    }

    [Fact]
    public async Task A_read_is_given_up_when_its_token_fires()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("sleep");
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);
        await using var output = await served.Client.Containers.LogsAsync(container.Id, new LogOptions { Stdout = true, Follow = true }, Cancel);
        using var soon = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => output.Stream.ReadAtLeastAsync(new byte[1], 1, cancellationToken: soon.Token).AsTask());
        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_ends()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("sleep");
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);
        var wait = await served.Client.Containers.WaitAsync(container.Id, WaitCondition.Removed, Cancel);
        Assert.Equal(1, served.ActiveRequests);
        wait.Dispose();
        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
    }

    [Fact]
    public async Task A_wait_that_is_over_leaves_its_connection_to_others()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("true");
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);
        using (var wait = await served.Client.Containers.WaitAsync(container.Id, cancel: Cancel))
        {
            Assert.Equal(0, (await wait.Result).StatusCode);
        }

        await served.Client.Containers.RemoveAsync(container.Id, cancel: Cancel);
    }

    [Fact]
    public async Task The_rest_of_the_operations_reach_the_engine()
    {
        await using var served = await ServedEngine.StartAsync();
        var containers = served.Client.Containers;
        var container = await served.CreateAsync("sleep");
        await containers.StartAsync(container.Id, cancel: Cancel);

        await containers.ResizeAsync(container.Id, 24, 80, Cancel);
        Assert.Equal((24, 80), container.Size);
        await containers.PauseAsync(container.Id, Cancel);
        Assert.Equal("paused", container.State.Status);
        await containers.UnpauseAsync(container.Id, Cancel);
        await containers.RenameAsync(container.Id, "other", Cancel);
        Assert.Equal("other", container.Name);
        await containers.UpdateAsync("other", new ContainerUpdateRequest { Memory = 5 }, Cancel);
        Assert.Equal(5, container.Request.HostConfig.Memory);
        Assert.Equal(["PID", "CMD"], (await containers.TopAsync("other", cancel: Cancel)).Titles);
        await containers.RestartAsync("other", 0, cancel: Cancel);
        await containers.KillAsync("other", "SIGINT", Cancel);
        Assert.Equal(130, (await (await containers.WaitAsync("other", cancel: Cancel)).Result).StatusCode);
        Assert.Equal([container.Id], (await containers.PruneAsync(Filters.Empty, Cancel)).ContainersDeleted!);
    }

    [Fact]
    public async Task Stats_come_once_or_until_given_up()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("sleep");
        var count = 0;
        await foreach (var stats in await served.Client.Containers.StatsAsync(container.Id, stream: false, oneShot: true, Cancel))
        {
            Assert.Equal(container.Id, stats.Id);
            count++;
        }

        Assert.Equal(1, count);
        await foreach (var _ in await served.Client.Containers.StatsAsync(container.Id, stream: true, cancel: Cancel))
        {
            if (++count == 4)
            {
                break;
            }
        }

        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
        await Assert.ThrowsAsync<DockerException>(() => served.Client.Containers.StatsAsync("nope", stream: true, cancel: Cancel));
    }

    [Fact]
    public async Task Archives_go_in_and_come_out()
    {
        await using var served = await ServedEngine.StartAsync();
        var containers = served.Client.Containers;
        var container = await served.CreateAsync("sleep");
        Assert.Null(await containers.ChangesAsync(container.Id, Cancel));
        var bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        await containers.PutArchiveAsync(container.Id, "/etc", new MemoryStream(bytes), cancel: Cancel);
        Assert.Equal("etc", (await containers.StatArchiveAsync(container.Id, "/etc", Cancel)).Name);
        await using (var archive = await containers.GetArchiveAsync(container.Id, "/etc", Cancel))
        {
            Assert.Equal(GoFileMode.Directory, archive.Stat.Mode & GoFileMode.Directory);
            using var copy = new MemoryStream();
            await archive.Stream.CopyToAsync(copy, Cancel);
            Assert.Equal(bytes, copy.ToArray());
        }

        using var export = new MemoryStream();
        await containers.ExportAsync(container.Id, export, Cancel);
        Assert.Equal(bytes, export.ToArray());
        Assert.Equal("/etc", Assert.Single((await containers.ChangesAsync(container.Id, Cancel))!).Path);

        var refused = await Assert.ThrowsAsync<DockerException>(
            () => containers.PutArchiveAsync(container.Id, "/missing", new MemoryStream(new byte[10_000_000]), cancel: Cancel));
        Assert.StartsWith("Could not find the file /missing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(DockerErrorKind.NotFound, (await Assert.ThrowsAsync<DockerException>(() => containers.StatArchiveAsync(container.Id, "/nope", Cancel))).Kind);
    }

    [Fact]
    public async Task Content_that_can_t_be_read_is_the_error()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("sleep");
        await Assert.ThrowsAsync<NotSupportedException>(() => served.Client.Containers.PutArchiveAsync(container.Id, "/etc", new Unreadable(), cancel: Cancel));
    }

    private static async Task<string> ReadAsync(AttachedStream stream)
    {
        var reader = new StdCopyReader();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while ((count = await stream.ReadAsync(buffer, Cancel)) > 0)
        {
            ReadOnlyMemory<byte> data = buffer.AsMemory(0, count);
            while (reader.TryRead(ref data, out _, out var content))
            {
                text.Append(Encoding.UTF8.GetString(content.Span));
            }
        }

        Assert.True(reader.AtBoundary);
        return text.ToString();
    }

    private sealed class Unreadable : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException("no");
    }
}
