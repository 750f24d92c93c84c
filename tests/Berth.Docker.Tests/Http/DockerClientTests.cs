using System.Text;

namespace Berth.Docker.Tests;

/// <summary>The HTTP of the client, over connections whose answers are written down.</summary>
public sealed class DockerClientTests
{
    private const string Empty = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public async Task Bodies_come_apart_however_they_are_cut(int piece)
    {
        var stream = new ScriptedStream(
            "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n[{\"Name\":\"one\"}]"
            + "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: CHUNKED\r\n\r\n5;ext=1\r\n[{\"Na\r\n0B\r\nme\":\"two\"}]\r\n0\r\nTrailer: x\r\n\r\n"
            + "HTTP/1.0 200 OK\r\n\r\n[{\"Name\":\"three\"}]",
            piece);
        using var client = Client(stream);
        Assert.Equal("one", Assert.Single(await client.Networks.ListAsync(Filters.Empty, Cancel)).Name);
        Assert.Equal("two", Assert.Single(await client.Networks.ListAsync(Filters.Empty, Cancel)).Name);
        Assert.False(stream.Disposed);
        Assert.Equal("three", Assert.Single(await client.Networks.ListAsync(Filters.Empty, Cancel)).Name);
        Assert.True(stream.Disposed);
    }

    [Fact]
    public void Over_a_stream_that_completes_synchronously_so_do_calls()
    {
        var stream = new ScriptedStream(
            "HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"Id\":\"id\"}"
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        using var client = Client(stream);
        var create = client.Containers.CreateAsync("n", null, new ContainerCreateRequest(), Cancel);
        Assert.True(create.IsCompletedSuccessfully);

        // The wait is registered and not read: reading would block until the container ends.
        var wait = client.Containers.WaitAsync("n", WaitCondition.NextExit, Cancel);
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_request_is_as_engines_take_it()
    {
        var stream = new ScriptedStream(Empty + "HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"Id\":\"id\"}");
        using var client = Client(stream);
        await client.Containers.ListAsync(new ContainerListOptions { All = true, Filters = Filters.Empty.With("label", "a=ü&b") }, Cancel);
        await client.Execs.CreateAsync("a/b c", new ExecCreateRequest { Cmd = ["sh", "-c", "<&>"], AttachStdout = true }, Cancel);
        Assert.Equal(
            "GET /v1.51/containers/json?all=1&filters=%7B%22label%22%3A%7B%22a%3D%C3%BC%26b%22%3Atrue%7D%7D HTTP/1.1\r\nHost: docker\r\nUser-Agent: berth\r\n\r\n"
            + "POST /v1.51/containers/a/b%20c/exec HTTP/1.1\r\nHost: docker\r\nUser-Agent: berth\r\nContent-Type: application/json\r\nContent-Length: 45\r\n\r\n"
            + "{\"AttachStdout\":true,\"Cmd\":[\"sh\",\"-c\",\"<&>\"]}",
            stream.Sent);
    }

    [Fact]
    public async Task A_kept_connection_that_the_engine_closed_is_replaced()
    {
        var first = new ScriptedStream(Empty);
        var second = new ScriptedStream("HTTP/1.1 204 No Content\r\n\r\n");
        using var client = Client(first, second);
        await client.Networks.ListAsync(Filters.Empty, Cancel);
        first.Closed = true;
        await client.Networks.RemoveAsync("n", Cancel);
        Assert.StartsWith("DELETE /v1.51/networks/n ", second.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_sent_is_not_sent_again()
    {
        var first = new ScriptedStream(Empty);
        using var client = Client(first, new ScriptedStream("HTTP/1.1 204 No Content\r\n\r\n"));
        await client.Networks.ListAsync(Filters.Empty, Cancel);
        var error = await Assert.ThrowsAsync<DockerException>(() => client.Containers.StartAsync("c", cancel: Cancel));
        Assert.Equal(DockerErrorKind.Unreachable, error.Kind);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 17\r\n\r\n{\"message\":\"no\"}\n", DockerErrorKind.NotFound, "no")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 8\r\n\r\ntoo old\n", DockerErrorKind.InvalidParameter, "too old")]
    [InlineData("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n", DockerErrorKind.Unavailable, "request returned status 503 for GET /v1.51/networks, check if the engine supports the requested API version")]
    [InlineData("HTTP/1.1 418 Teapot\r\nContent-Length: 2\r\n\r\n{}", DockerErrorKind.InvalidParameter, "{}")]
    public async Task An_error_status_becomes_an_error(string answer, DockerErrorKind kind, string message)
    {
        using var client = Client(new ScriptedStream(answer));
        var error = await Assert.ThrowsAsync<DockerException>(() => client.Networks.ListAsync(Filters.Empty, Cancel));
        Assert.Equal((kind, message), (error.Kind, error.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200")]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[]\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n[")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]")]
    public async Task What_breaks_off_or_is_no_HTTP_is_one_kind_of_error(string answer)
    {
        using var client = Client(new ScriptedStream(answer));
        Assert.Equal(DockerErrorKind.Unreachable, (await Assert.ThrowsAsync<DockerException>(() => client.Networks.ListAsync(Filters.Empty, Cancel))).Kind);
    }

    [Fact]
    public async Task A_connection_that_is_taken_over_gives_what_was_read_ahead_first()
    {
        var stream = new ScriptedStream("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nUpgrade: tcp\r\n\r\nfirst");
        using var client = Client(stream);
        await using var attached = await client.Containers.AttachAsync("c", new AttachOptions { Stream = true, Stdin = true, Stdout = true }, Cancel);
        Assert.True(attached.Tty);
        var buffer = new byte[100];
        Assert.Equal("first", Encoding.ASCII.GetString(buffer, 0, await attached.ReadAsync(buffer, Cancel)));
        await attached.WriteAsync("in"u8.ToArray(), Cancel);
        await attached.CloseWriteAsync(Cancel);
        Assert.True(stream.HalfClosed);
        Assert.Equal(0, await attached.ReadAsync(buffer, Cancel));
        Assert.EndsWith("Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\nin", stream.Sent, StringComparison.Ordinal);
        stream.Closed = true;
        await attached.WriteAsync("dropped"u8.ToArray(), Cancel);
    }

    [Fact]
    public async Task A_platform_is_JSON_where_the_API_wants_it()
    {
        var stream = new ScriptedStream("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var client = Client(stream);
        await client.Images.InspectAsync("nginx", "linux/arm/v7", cancel: Cancel);
        Assert.Contains("?platform=%7B%22os%22%3A%22linux%22%2C%22architecture%22%3A%22arm%22%2C%22variant%22%3A%22v7%22%7D ", stream.Sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.51", "1.51")]
    [InlineData("1.99", "1.51")]
    [InlineData("", "1.24")]
    public async Task The_version_is_the_lower_of_both(string engine, string spoken)
    {
        var stream = new ScriptedStream($"HTTP/1.1 200 OK\r\nApi-Version: {engine}\r\nContent-Length: 5\r\n\r\n" + Empty);
        using var client = new DockerClient(new DockerClientOptions { Endpoint = "x", ApiVersion = null, Dial = _ => new ValueTask<Stream>(stream) });
        await client.Networks.ListAsync(Filters.Empty, Cancel);
        Assert.Equal(spoken, client.ApiVersion);
        Assert.StartsWith("HEAD /_ping ", stream.Sent, StringComparison.Ordinal);
        Assert.Contains($"GET /v{spoken}/networks ", stream.Sent, StringComparison.Ordinal);
    }

    private static DockerClient Client(params ScriptedStream[] streams)
    {
        var next = 0;
        return new DockerClient(new DockerClientOptions { Endpoint = "unix:///x", Dial = _ => new ValueTask<Stream>(streams[next++]) });
    }
}
