using System.Diagnostics;
using Berth.Testing;

namespace Berth.Server.Tests;

/// <summary>Connections that are taken over, over raw sockets.</summary>
public sealed class HijackTests
{
    private const string Upgrade = "Connection: Upgrade\r\nUpgrade: tcp\r\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_with_a_body_is_upgraded(bool tcp)
    {
        await using var served = await ServedEngine.StartAsync(tcp);
        using var connection = served.Open();
        connection.Send(ExecStart(await ExecAsync(served, "cat"), Upgrade));
        var head = connection.ReadHead();
        Assert.StartsWith("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n", head, StringComparison.Ordinal);
        connection.Send("abc");
        Assert.Equal("\u0001\0\0\0\0\0\0\u0003abc", connection.Read(11));
        connection.CloseWrite();
        Assert.Equal("", connection.ReadToEnd());
    }

    [Fact]
    public async Task Without_an_upgrade_the_stream_follows_a_200()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        connection.Send(ExecStart(await ExecAsync(served, "cat"), "") + "old");
        connection.CloseWrite();
        var answer = connection.ReadToEnd();
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", answer, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n\u0001\0\0\0\0\0\0\u0003old", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_input_and_half_close_in_one_burst_lose_nothing(bool tcp)
    {
        await using var served = await ServedEngine.StartAsync(tcp);
        var id = await ExecAsync(served, "count");
        using var connection = served.Open();
        connection.Send(ExecStart(id, Upgrade) + "stdin at once");
        connection.CloseWrite();
        Assert.EndsWith("13\n", connection.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_ends_before_the_input()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        connection.Send($"POST /exec/{await ExecAsync(served, "cat")}/start HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n{Upgrade}\r\n1\r\n{{\r\n1\r\n}}\r\n0\r\n\r\nx");
        connection.CloseWrite();
        Assert.EndsWith("\u0001\0\0\0\0\0\0\u0001x", connection.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_before_on_the_same_connection_do_no_harm()
    {
        await using var served = await ServedEngine.StartAsync();
        var id = await ExecAsync(served, "cat");
        using var connection = served.Open();
        for (var i = 0; i < 3; i++)
        {
            connection.Send("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", connection.ReadHead(), StringComparison.Ordinal);
            Assert.Equal("OK", connection.Read(2));
        }

        connection.Send(ExecStart(id, Upgrade));
        Assert.Contains(" 101 ", connection.ReadHead(), StringComparison.Ordinal);
        connection.Send("kept");
        Assert.Equal("\u0001\0\0\0\0\0\0\u0004kept", connection.Read(12));
    }

    [Fact]
    public async Task A_request_may_come_in_pieces()
    {
        await using var served = await ServedEngine.StartAsync();
        var request = ExecStart(await ExecAsync(served, "cat"), Upgrade);
        using var connection = served.Open();
        foreach (var piece in request.Chunk(40))
        {
            connection.Send(new string(piece));
            await Task.Delay(5, ServedEngine.Cancel);
        }

        Assert.Contains(" 101 ", connection.ReadHead(), StringComparison.Ordinal);
        connection.Send("z");
        Assert.Equal("\u0001\0\0\0\0\0\0\u0001z", connection.Read(9));
    }

    [Fact]
    public async Task Logs_go_on_after_a_half_close_and_end_with_a_close()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await StartAsync(served, "sleep");
        using var connection = served.Open();
        connection.Send($"GET /containers/{container.Id}/logs?stdout=1&follow=1 HTTP/1.1\r\nHost: d\r\n\r\n");
        Assert.Contains("application/vnd.docker.multiplexed-stream", connection.ReadHead(), StringComparison.Ordinal);
        connection.CloseWrite();
        await Task.Delay(200, ServedEngine.Cancel);
        Assert.Equal(1, served.ActiveRequests);
        connection.Dispose();
        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_stalls_is_kept_until_it_closes(bool tcp)
    {
        await using var served = await ServedEngine.StartAsync(tcp);
        var container = await StartAsync(served, "flood");
        using var connection = served.Open();
        connection.Send($"GET /containers/{container.Id}/logs?stdout=1&follow=1 HTTP/1.1\r\nHost: d\r\n\r\n");
        connection.ReadHead();
        await Task.Delay(1000, ServedEngine.Cancel);
        Assert.Equal(1, served.ActiveRequests);
        connection.Dispose();
        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_goes_is_seen_while_nothing_is_read_or_written(bool unread)
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await StartAsync(served, "sleep");
        using var connection = served.Open();
        connection.Send($"POST /containers/{container.Id}/attach?stream=1&stdout=1 HTTP/1.1\r\nHost: d\r\n{Upgrade}Content-Length: 0\r\n\r\n");
        connection.ReadHead();
        await ServedEngine.EventuallyAsync(() => container.Attached == 1);
        if (unread)
        {
            connection.Send(new byte[100]);
        }
        else
        {
            connection.CloseWrite();
            await Task.Delay(100, ServedEngine.Cancel);
            Assert.Equal(1, container.Attached);
        }

        connection.Dispose();
        await ServedEngine.EventuallyAsync(() => container.Attached == 0);
    }

    [Fact]
    public async Task A_wait_sends_its_head_before_the_container_starts()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("exit", "3");
        using var connection = served.Open();
        connection.Send($"POST /containers/{container.Id}/wait?condition=next-exit HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", connection.ReadHead(), StringComparison.Ordinal);
        await served.Engine.Containers.StartAsync(container.Id, cancel: ServedEngine.Cancel);
        Assert.Contains("{\"StatusCode\":3}", connection.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_hundred_connections_at_once_leave_nothing_behind()
    {
        await using var served = await ServedEngine.StartAsync();
        var before = OpenFiles();
        var connections = new List<RawConnection>();
        for (var i = 0; i < 300; i++)
        {
            var connection = served.Open();
            connection.Send(ExecStart(await ExecAsync(served, "cat"), Upgrade));
            connections.Add(connection);
        }

        foreach (var connection in connections)
        {
            connection.ReadHead();
            connection.Send("abc");
        }

        Assert.All(connections, c => Assert.Equal("\u0001\0\0\0\0\0\0\u0003abc", c.Read(11)));
        Assert.Equal(300, served.ActiveRequests);
        connections.ForEach(c => c.CloseWrite());
        Assert.All(connections, c => Assert.Equal("", c.ReadToEnd()));
        connections.ForEach(c => c.Dispose());
        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
        await ServedEngine.EventuallyAsync(() => OpenFiles() < before + 20);
    }

    [Fact]
    public async Task A_stop_ends_what_is_open_within_its_time()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        connection.Send(ExecStart(await ExecAsync(served, "cat"), Upgrade));
        connection.ReadHead();
        var watch = Stopwatch.StartNew();
        await served.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal("", connection.ReadToEnd());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task A_web_socket_carries_output_without_frames_and_takes_input()
    {
        await using var served = await ServedEngine.StartAsync();
        var container = await served.CreateAsync("cat");
        using var connection = served.Open();
        connection.Send($"GET /containers/{container.Id}/attach/ws?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", connection.ReadHead(), StringComparison.Ordinal);
        await served.Client.Containers.StartAsync(container.Id, cancel: ServedEngine.Cancel);

        // A masked binary frame "hi" whose mask is 0; the answer is a binary frame without a mask.
        connection.Send([0x82, 0x82, 0, 0, 0, 0, (byte)'h', (byte)'i']);
        Assert.Equal([0x82, 2, (byte)'h', (byte)'i'], connection.ReadBytes(4));
        connection.Dispose();
        await ServedEngine.EventuallyAsync(() => container.Attached == 0);
    }

    private static int OpenFiles() => Directory.GetFiles("/proc/self/fd").Length;

    private static string ExecStart(string id, string headers) =>
        $"POST /v1.51/exec/{id}/start HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 28\r\n{headers}\r\n{{\"Detach\":false,\"Tty\":false}}";

    private static async Task<FakeContainer> StartAsync(ServedEngine served, params string[] command)
    {
        var container = await served.CreateAsync(command);
        await served.Engine.Containers.StartAsync(container.Id, cancel: ServedEngine.Cancel);
        return container;
    }

    private static async Task<string> ExecAsync(ServedEngine served, params string[] command)
    {
        var container = served.Engine.Containers.All.Count > 0 ? served.Engine.Containers.All[0] : await StartAsync(served, "sleep");
        return await served.Engine.Execs.CreateAsync(container.Id, new Docker.ExecCreateRequest { Cmd = command, AttachStdin = true, AttachStdout = true });
    }
}
