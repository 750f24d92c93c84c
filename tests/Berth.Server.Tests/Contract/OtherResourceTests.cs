using Berth.Docker;

namespace Berth.Server.Tests;

/// <summary>Client to server to engine: execs, images, builds, networks, volumes, the engine itself.</summary>
public sealed class OtherResourceTests
{
    private static CancellationToken Cancel => ServedEngine.Cancel;

    [Fact]
    public async Task An_exec_runs_and_tells_its_exit_code()
    {
        await using var served = await ServedEngine.StartAsync();
        var execs = served.Client.Execs;
        var container = await served.CreateAsync("sleep");
        Assert.Equal(DockerErrorKind.Conflict, (await Assert.ThrowsAsync<DockerException>(() => execs.CreateAsync(container.Id, new ExecCreateRequest { Cmd = ["true"] }, Cancel))).Kind);
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);

        var id = await execs.CreateAsync(container.Id, new ExecCreateRequest { Cmd = ["cat"], AttachStdin = true, AttachStdout = true }, Cancel);
        Assert.Null((await execs.InspectAsync(id, Cancel)).ExitCode);
        await using (var streams = await execs.StartAsync(id, new ExecStartRequest(), Cancel))
        {
            await streams!.WriteAsync("input"u8.ToArray(), Cancel);
            await streams.CloseWriteAsync(Cancel);
            var buffer = new byte[100];
            var count = 0;
            int read;
            while ((read = await streams.ReadAsync(buffer.AsMemory(count), Cancel)) > 0)
            {
                count += read;
            }

            Assert.Equal("\u0001\0\0\0\0\0\0\u0005input"u8.ToArray(), buffer[..count]);
        }

        Assert.Equal(0, (await execs.InspectAsync(id, Cancel)).ExitCode);
        var detached = await execs.CreateAsync(container.Id, new ExecCreateRequest { Cmd = ["exit", "7"] }, Cancel);
        Assert.Null(await execs.StartAsync(detached, new ExecStartRequest { Detach = true }, Cancel));
        Assert.Equal(7, (await execs.InspectAsync(detached, Cancel)).ExitCode);
        await execs.ResizeAsync(id, 1, 2, Cancel);
        Assert.Equal("No such exec instance: nope", (await Assert.ThrowsAsync<DockerException>(() => execs.StartAsync("nope", new ExecStartRequest(), Cancel))).Message);
    }

    [Fact]
    public async Task A_pull_tells_progress_and_fails_before_or_after_its_first_message()
    {
        await using var served = await ServedEngine.StartAsync();
        var images = served.Client.Images;
        served.Engine.Images.Remote.Add("nginx:latest");
        var progress = new Collector();
        await images.PullAsync(new ImagePullRequest { FromImage = "nginx", Tag = "latest", RegistryAuth = new AuthConfig { Username = "ü?>", Password = "p" } }, progress, Cancel);
        Assert.Equal("Pulling from nginx", progress.Messages[0].Status);
        Assert.Equal((5, 10), (progress.Messages[1].ProgressDetail!.Current, progress.Messages[1].ProgressDetail!.Total));
        Assert.Equal("ü?>", served.Engine.Images.Credentials[0]!.Username);

        var before = await Assert.ThrowsAsync<DockerException>(() => images.PullAsync(new ImagePullRequest { FromImage = "denied/x" }, progress, Cancel));
        Assert.Equal(DockerErrorKind.NotFound, before.Kind);
        var after = await Assert.ThrowsAsync<DockerException>(() => images.PullAsync(new ImagePullRequest { FromImage = "missing" }, progress, Cancel));
        Assert.Equal("manifest for missing:latest not found: manifest unknown: manifest unknown", after.Message);
        Assert.Empty(served.Errors);
    }

    [Fact]
    public async Task Images_are_listed_named_moved_and_removed()
    {
        await using var served = await ServedEngine.StartAsync();
        var images = served.Client.Images;
        await images.TagAsync("busybox", "registry.example.com:5000/team/busy", "v1", Cancel);
        Assert.Equal(2, (await images.InspectAsync("registry.example.com:5000/team/busy:v1", cancel: Cancel)).RepoTags.Count);
        Assert.Single(await images.ListAsync(new ImageListOptions(), Cancel));
        Assert.Single(await images.HistoryAsync("busybox", cancel: Cancel));

        using var saved = new MemoryStream();
        await images.SaveAsync(["busybox", "registry.example.com:5000/team/busy:v1"], saved, "linux/arm64/v8", Cancel);
        Assert.Equal("busybox,registry.example.com:5000/team/busy:v1@linux/arm64/v8", System.Text.Encoding.UTF8.GetString(saved.ToArray()));
        Assert.Equal(DockerErrorKind.NotFound, (await Assert.ThrowsAsync<DockerException>(() => images.SaveAsync(["nope"], saved, cancel: Cancel))).Kind);

        var progress = new Collector();
        await images.LoadAsync(new MemoryStream("loaded:1"u8.ToArray()), progress, cancel: Cancel);
        Assert.Equal("Loaded image: loaded:1\n", Assert.Single(progress.Messages).Stream);
        await images.ImportAsync(new ImageImportRequest { Repository = "imported" }, new MemoryStream([1]), progress, Cancel);
        await images.PushAsync(new ImagePushRequest { Name = "busybox", Tag = "latest" }, progress, Cancel);
        Assert.Equal("sha256:0", progress.Messages[^1].Aux!.Value.GetProperty("Digest").GetString());
        Assert.Equal("sha256:0", (await images.DistributionAsync("busybox", cancel: Cancel)).Descriptor.Digest);
        var container = await served.CreateAsync("sleep");
        Assert.StartsWith("sha256:", await images.CommitAsync(new ImageCommitRequest { Container = container.Id, Repository = "committed", Pause = false }, Cancel), StringComparison.Ordinal);
        Assert.Equal("imported:latest", (await images.RemoveAsync("imported", cancel: Cancel))[0].Untagged);
        Assert.Equal(DockerErrorKind.Conflict, (await Assert.ThrowsAsync<DockerException>(() => images.RemoveAsync("busybox", cancel: Cancel))).Kind);
        served.Engine.Images.Remote.Add("found");
        Assert.Equal("found", Assert.Single(await images.SearchAsync(new ImageSearchRequest { Term = "fou" }, Cancel)).Name);
    }

    [Fact]
    public async Task A_build_carries_all_its_parameters()
    {
        await using var served = await ServedEngine.StartAsync();
        var progress = new Collector();
        var request = new BuildRequest
        {
            Dockerfile = "a/Dockerfile",
            Tags = ["x:1", "y:2"],
            NoCache = true,
            NoCacheStages = ["one", "two"],
            Contexts = new Dictionary<string, string> { ["n"] = "docker-image://x", ["f"] = "archive:.r/0" },
            Pull = true,
            Entitlements = ["security.insecure"],
            ForceRemove = true,
            BuildArgs = new Dictionary<string, string?> { ["A"] = "1", ["B"] = null },
            Labels = new Dictionary<string, string> { ["l"] = "v" },
            CacheFrom = ["c:1"],
            Target = "stage",
            Platform = "linux/arm64",
            NetworkMode = "none",
            ExtraHosts = ["h:1.2.3.4", "i:::1"],
            Ulimits = [new Ulimit { Name = "nofile", Soft = 1, Hard = 2 }],
            ShmSize = 5,
            Memory = 6,
            MemorySwap = -1,
            AuthConfigs = new Dictionary<string, AuthConfig> { ["r.example.com"] = new() { Username = "u" } },
            // As many as there may be.
            Secrets = Enumerable.Range(0, 4).ToDictionary(i => $"s é.{i}", i => Enumerable.Repeat((byte)(255 - i), BuildSecrets.LongestSecret).ToArray()),
            SshAgents = new Dictionary<string, ISshAgent> { ["default"] = new SshAgentSocket("/run/ü.sock"), ["other"] = new SshAgentSocket("/x") },
        };
        await served.Client.Builder.BuildAsync(request, new MemoryStream(new byte[200_000]), progress, Cancel);
        var (built, length) = Assert.Single(served.Engine.Builder.Built);
        Assert.Equal(200_000, length);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(request), System.Text.Json.JsonSerializer.Serialize(built));
        Assert.Equal("/run/ü.sock", Assert.IsType<SshAgentSocket>(built.SshAgents["default"]).Path);
        Assert.StartsWith("sha256:", progress.Messages[1].Aux!.Value.GetProperty("ID").GetString(), StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<DockerException>(
            () => served.Client.Builder.BuildAsync(new BuildRequest { Target = "fails" }, new MemoryStream(), progress, Cancel));
        Assert.Equal((3, "The command '/bin/sh -c exit 3' returned a non-zero code: 3"), (error.Code, error.Message));
        var tooMuch = new BuildRequest { Secrets = new Dictionary<string, byte[]> { ["s"] = new byte[BuildSecrets.LongestSecret + 1] } };
        error = await Assert.ThrowsAsync<DockerException>(() => served.Client.Builder.BuildAsync(tooMuch, new MemoryStream(), progress, Cancel));
        Assert.Equal((DockerErrorKind.InvalidParameter, "secret s too big. max size 500KiB"), (error.Kind, error.Message));
        Assert.Equal(9, (await served.Client.Builder.PruneAsync(new BuildCachePruneRequest { ReservedSpace = 9 }, Cancel)).SpaceReclaimed);

        using var files = new MemoryStream();
        await served.Client.Builder.ExportAsync("x:1", files, Cancel);
        Assert.Equal(served.Engine.Images.Find("x:1")!.Id, System.Text.Encoding.UTF8.GetString(files.ToArray()));
        Assert.Equal(DockerErrorKind.NotFound, (await Assert.ThrowsAsync<DockerException>(() => served.Client.Builder.ExportAsync("none", files, Cancel))).Kind);
        Assert.Equal(DockerErrorKind.InvalidParameter, (await Assert.ThrowsAsync<DockerException>(() => served.Client.Builder.ExportAsync("", files, Cancel))).Kind);
    }

    [Fact]
    public async Task Networks_are_made_joined_left_and_removed()
    {
        await using var served = await ServedEngine.StartAsync();
        var networks = served.Client.Networks;
        var id = (await networks.CreateAsync(new NetworkCreateRequest { Name = "net", Labels = new Dictionary<string, string> { ["a"] = "b" } }, Cancel)).Id;
        Assert.Equal("network with name net already exists", (await Assert.ThrowsAsync<DockerException>(() => networks.CreateAsync(new NetworkCreateRequest { Name = "net" }, Cancel))).Message);
        var container = await served.CreateAsync("sleep");
        await served.Client.Containers.StartAsync(container.Id, cancel: Cancel);
        await networks.ConnectAsync("net", new NetworkConnectRequest { Container = container.Id, EndpointConfig = new EndpointSettings { Aliases = ["alias"] } }, Cancel);
        Assert.Equal(["alias"], container.Endpoints["net"].Aliases!);
        Assert.Equal(container.Name, (await networks.InspectAsync("net", Cancel)).Containers[container.Id].Name);
        Assert.Equal(DockerErrorKind.Forbidden, (await Assert.ThrowsAsync<DockerException>(() => networks.RemoveAsync("net", Cancel))).Kind);
        await networks.DisconnectAsync(id, new NetworkDisconnectRequest { Container = container.Id, Force = true }, Cancel);
        Assert.Equal("net", Assert.Single(await networks.ListAsync(Filters.Empty.With("label", "a=b"), Cancel)).Name);
        await networks.RemoveAsync("net", Cancel);
        Assert.Equal("network net not found", (await Assert.ThrowsAsync<DockerException>(() => networks.InspectAsync("net", Cancel))).Message);
        Assert.Null((await networks.PruneAsync(Filters.Empty, Cancel)).NetworksDeleted);
    }

    [Fact]
    public async Task Volumes_are_made_once_and_removed()
    {
        await using var served = await ServedEngine.StartAsync();
        var volumes = served.Client.Volumes;
        var first = await volumes.CreateAsync(new VolumeCreateRequest { Name = "data", Labels = new Dictionary<string, string> { ["a"] = "b" } }, Cancel);
        Assert.Equal(first.CreatedAt, (await volumes.CreateAsync(new VolumeCreateRequest { Name = "data" }, Cancel)).CreatedAt);
        Assert.Equal("b", (await volumes.InspectAsync("data", Cancel)).Labels!["a"]);
        Assert.Single((await volumes.ListAsync(Filters.Empty.With("name", "dat"), Cancel)).Volumes);
        await volumes.RemoveAsync("data", cancel: Cancel);
        await volumes.RemoveAsync("data", force: true, Cancel);
        Assert.Equal("get data: no such volume", (await Assert.ThrowsAsync<DockerException>(() => volumes.RemoveAsync("data", cancel: Cancel))).Message);
        Assert.Null((await volumes.PruneAsync(Filters.Empty, Cancel)).VolumesDeleted);
    }

    [Fact]
    public async Task The_engine_tells_of_itself()
    {
        await using var served = await ServedEngine.StartAsync();
        var system = served.Client.System;
        var ping = await system.PingAsync(Cancel);
        Assert.Equal(("1.51", "linux", "1", false), (ping.ApiVersion, ping.OsType, ping.BuilderVersion, ping.Experimental));
        Assert.Equal("1.51", (await system.VersionAsync(Cancel)).ApiVersion);
        Assert.Equal("fake", (await system.InfoAsync(Cancel)).Name);
        var usage = await system.DiskUsageAsync(new DiskUsageOptions { Images = false, BuildCache = false }, Cancel);
        Assert.NotNull(usage.Containers);
        Assert.Null(usage.Images);
        Assert.Equal("Login Succeeded", (await system.AuthAsync(new AuthConfig { Username = "u", Password = "right" }, Cancel)).Status);
        Assert.Equal(DockerErrorKind.Unauthorized, (await Assert.ThrowsAsync<DockerException>(() => system.AuthAsync(new AuthConfig { Password = "wrong" }, Cancel))).Kind);
    }

    [Fact]
    public async Task Events_after_the_subscription_are_not_missed()
    {
        await using var served = await ServedEngine.StartAsync();
        var events = await served.Client.System.EventsAsync(new EventsOptions { Filters = Filters.Empty.With("type", "network") }, Cancel);
        await served.CreateAsync("sleep");
        await served.Client.Networks.CreateAsync(new NetworkCreateRequest { Name = "n" }, Cancel);
        await foreach (var message in events)
        {
            Assert.Equal(("network", "create", "n"), (message.Type, message.Action, message.Actor.Attributes["name"]));
            break;
        }

        await ServedEngine.EventuallyAsync(() => served.ActiveRequests == 0);
        var count = 0;
        await foreach (var _ in await served.Client.System.EventsAsync(new EventsOptions { Since = 1, Until = DockerTimestamps.ToNanos(DateTimeOffset.UtcNow) }, Cancel))
        {
            count++;
        }

        Assert.Equal(2, count);
    }

    [Fact]
    public async Task The_highest_common_version_is_spoken()
    {
        await using var served = await ServedEngine.StartAsync();
        using var client = served.Connect(version: null);
        await client.System.VersionAsync(Cancel);
        Assert.Equal("1.51", client.ApiVersion);
        using var old = served.Connect("1.24");
        Assert.Equal(3, (await old.Networks.ListAsync(Filters.Empty, Cancel)).Count);
    }

    [Fact]
    public async Task An_old_version_finds_out_by_itself_whether_there_is_a_terminal()
    {
        await using var served = await ServedEngine.StartAsync();
        using var old = served.Connect("1.41");
        var container = await served.CreateAsync("echo", "x");
        await using var attached = await old.Containers.AttachAsync(container.Id, new AttachOptions { Stream = true, Stdout = true }, Cancel);
        Assert.True(attached.Multiplexed);
    }

    [Fact]
    public async Task A_connection_serves_one_call_after_another()
    {
        await using var served = await ServedEngine.StartAsync();
        var dials = 0;
        var dial = SocketDialer.Unix(served.SocketPath);
        using var client = new DockerClient(new DockerClientOptions
        {
            Endpoint = "x",
            Dial = cancel =>
            {
                dials++;
                return dial(cancel);
            },
        });
        for (var i = 0; i < 5; i++)
        {
            await client.Containers.ListAsync(new ContainerListOptions(), Cancel);
            await Assert.ThrowsAsync<DockerException>(() => client.Containers.InspectAsync("nope", cancel: Cancel));
        }

        Assert.Equal(1, dials);
    }

    [Fact]
    public async Task No_engine_is_told_as_such()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var client = new DockerClient(new DockerClientOptions { Dial = SocketDialer.Unix(path), Endpoint = "unix://" + path });
        var error = await Assert.ThrowsAsync<DockerException>(() => client.System.VersionAsync(Cancel));
        Assert.Equal((DockerErrorKind.Unreachable, $"Cannot connect to the Docker daemon at unix://{path}. Is the docker daemon running?"), (error.Kind, error.Message));
    }

    private sealed class Collector : IProgress<ProgressMessage>
    {
        public List<ProgressMessage> Messages { get; } = [];

        public void Report(ProgressMessage value) => Messages.Add(value);
    }
}
