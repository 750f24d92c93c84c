using System.Net.Sockets;
using System.Text;

namespace Berth.Server.Tests.BuildKit;

/// <summary>BuildKit's API as buildx calls it: a session with the files, a build in several calls side by side.</summary>
public sealed class BuildKitTests
{
    private const string Control = "/moby.buildkit.v1.Control/", Bridge = "/moby.buildkit.v1.frontend.LLBBridge/";

    [Fact]
    public async Task A_build_takes_its_files_from_the_session()
    {
        await using var served = await ServedEngine.StartAsync();
        await using var session = await ClientSession.OpenAsync(served, "s1");
        session.Files["Dockerfile"] = "FROM scratch\n";
        session.Files[".dockerignore"] = "*.log\n";
        session.Files["folder"] = null;
        session.Files["folder/file"] = "content";
        session.Files["x.log"] = "left out";
        using var client = await ClientAsync(served);
        var solve = client.CallAsync(Control + "Solve", Solve("ref", "s1", "moby", "app:1,app:2"), ServedEngine.Cancel);
        var steps = StepsAsync(client, "ref");

        await AsBuildAsync(client, "Ping", []);
        var result = await AsBuildAsync(client, "Solve", ProtoWriter.Message(request => request.Text(2, "dockerfile.v0").Pair(3, "filename", "Dockerfile").Pair(3, "build-arg:A", "1")));
        Assert.NotEmpty(result);
        await AsBuildAsync(client, "Return", []);
        var answer = Map(await solve);

        var (request, length) = Assert.Single(served.Engine.Builder.Built);
        Assert.Equal(["app:1", "app:2"], request.Tags);
        Assert.Equal(["security.insecure"], request.Entitlements);
        Assert.Equal("1", request.BuildArgs["A"]);
        Assert.StartsWith(".dockerfile.", request.Dockerfile, StringComparison.Ordinal);
        Assert.True(length > 2048);
        Assert.Equal(answer["containerimage.digest"], answer["containerimage.config.digest"]);
        Assert.Equal("app:1,app:2", answer["image.name"]);
        Assert.Equal(["dockerfile Dockerfile", "dockerfile Dockerfile.dockerignore", "context .dockerignore", "context"], session.Asked);
        Assert.DoesNotContain("x.log", session.Sent);
        Assert.Contains("folder/file", session.Sent);
        var names = await steps;
        Assert.Contains("[internal] load build context", names);
        Assert.Contains("[1/1] FROM scratch", names);
        Assert.Contains("exporting to image", names);
    }

    [Fact]
    public async Task What_a_build_told_can_be_asked_for_after_its_end()
    {
        await using var served = await ServedEngine.StartAsync();
        await using var session = await ClientSession.OpenAsync(served, "s1");
        using var client = await ClientAsync(served);
        var solve = client.CallAsync(Control + "Solve", Solve("ref", "s1", "moby", ""), ServedEngine.Cancel);
        await AsBuildAsync(client, "Return", []);
        await solve;
        Assert.Empty(await StepsAsync(client, "ref"));
    }

    [Fact]
    public async Task A_failed_build_is_told_with_the_name_of_its_file()
    {
        await using var served = await ServedEngine.StartAsync();
        await using var session = await ClientSession.OpenAsync(served, "s1");
        session.Files["Dockerfile"] = "FROM scratch\n";
        using var client = await ClientAsync(served);
        var solve = client.CallAsync(Control + "Solve", Solve("ref", "s1", "moby", ""), ServedEngine.Cancel);
        var e = await Assert.ThrowsAsync<GrpcException>(() => AsBuildAsync(client, "Solve", ProtoWriter.Message(request => request.Text(2, "dockerfile.v0").Pair(3, "target", "fails"))));
        Assert.Equal((GrpcStatus.Unknown, "The command '/bin/sh -c exit 3' returned a non-zero code: 3"), (e.Status, e.Message));
        await AsBuildAsync(client, "Return", ProtoWriter.Message(request => request.Inner(2, status => status.Number(1, 2).Text(2, "failed: ü%"))));
        Assert.Equal("failed: ü%", (await Assert.ThrowsAsync<GrpcException>(() => solve)).Message);
    }

    [Fact]
    public async Task What_is_missing_or_unknown_is_said()
    {
        await using var served = await ServedEngine.StartAsync();
        await using var session = await ClientSession.OpenAsync(served, "s1");
        using var client = await ClientAsync(served);
        var e = await Assert.ThrowsAsync<GrpcException>(() => client.CallAsync(Control + "Solve", Solve("a", "s1", "moby", "", "dockerfile.v0"), ServedEngine.Cancel));
        Assert.Equal("failed to read dockerfile: open Dockerfile: no such file or directory", e.Message);
        e = await Assert.ThrowsAsync<GrpcException>(() => client.CallAsync(Control + "Solve", Solve("b", "s1", "moby", "", "llb"), ServedEngine.Cancel));
        Assert.Equal((GrpcStatus.Unimplemented, "no frontend llb"), (e.Status, e.Message));
        e = await Assert.ThrowsAsync<GrpcException>(() => client.CallAsync("/some.Service/Method", [], ServedEngine.Cancel));
        Assert.Equal(GrpcStatus.Unimplemented, e.Status);
        Assert.NotEmpty(await client.CallAsync(Control + "ListWorkers", [], ServedEngine.Cancel));
        Assert.Empty(served.Errors);
    }

    [Fact]
    public async Task The_cache_is_pruned()
    {
        await using var served = await ServedEngine.StartAsync();
        using var client = await ClientAsync(served);
        var removed = await client.CallAsync(Control + "Prune", ProtoWriter.Message(request => request.Number(4, 1234)), ServedEngine.Cancel);
        Assert.Equal(ProtoWriter.Message(record => record.Text(1, "layers").Number(4, 1234)), removed);
    }

    [Theory]
    [InlineData("/session", "Connection: Upgrade\r\nUpgrade: h2c\r\n", "a session needs a UUID")]
    [InlineData("/grpc", "", "no upgrade proto in request")]
    public async Task A_request_that_is_no_upgrade_is_refused(string path, string headers, string message)
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        Assert.Contains(message, connection.Ask("POST", path, headers: headers), StringComparison.Ordinal);
    }

    // The way to call a session is the way to call the engine.
    private static async Task<BuildSession> ClientAsync(ServedEngine served) => new(new NetworkStream(await ClientSession.UpgradeAsync(served, "/grpc"), ownsSocket: true), []);

    private static byte[] Solve(string reference, string session, string exporter, string names, string frontend = "") => ProtoWriter.Message(request =>
        request.Text(1, reference).Text(5, session).Text(6, frontend).Text(9, "security.insecure").Inner(13, output => output.Text(1, exporter).Pair(2, "name", names)));

    private static async Task<byte[]> AsBuildAsync(BuildSession client, string method, byte[] request)
    {
        using var exchange = client.Open(Bridge + method, [new("buildkit-controlapi-buildid", "ref")], ServedEngine.Cancel);
        await exchange.SendAsync(request, ServedEngine.Cancel);
        exchange.End();
        return await exchange.ReadAsync(ServedEngine.Cancel) ?? [];
    }

    private static async Task<HashSet<string>> StepsAsync(BuildSession client, string reference)
    {
        HashSet<string> names = [];
        using var exchange = client.Open(Control + "Status", [], ServedEngine.Cancel);
        await exchange.SendAsync(ProtoWriter.Message(request => request.Text(1, reference)), ServedEngine.Cancel);
        exchange.End();
        while (await exchange.ReadAsync(ServedEngine.Cancel) is { } message)
        {
            for (var reader = new ProtoReader(message); reader.Next();)
            {
                if (reader.Field == 1)
                {
                    names.Add(Encoding.UTF8.GetString(ProtoReader.BytesOf(reader.Bytes, 3)));
                }
            }
        }

        return names;
    }

    private static Dictionary<string, string> Map(byte[] message)
    {
        Dictionary<string, string> map = [];
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            SolveRequest.Add(map, reader.Pair());
        }

        return map;
    }
}
