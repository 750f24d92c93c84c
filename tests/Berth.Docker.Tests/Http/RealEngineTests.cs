using System.Formats.Tar;
using System.Text;

namespace Berth.Docker.Tests;

/// <summary>The client against an engine that isn't ours, where one is named: BERTH_TEST_ENGINE is the path of its socket.</summary>
public sealed class RealEngineTests
{
    private static readonly string? Socket = Environment.GetEnvironmentVariable("BERTH_TEST_ENGINE");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_and_information_are_read()
    {
        using var client = Connect(version: null);
        var version = await client.System.VersionAsync(Cancel);
        Assert.NotEmpty(version.ApiVersion);
        Assert.Equal("linux", (await client.System.InfoAsync(Cancel)).OSType);
        Assert.NotEmpty((await client.System.PingAsync(Cancel)).ApiVersion);
        Assert.NotNull((await client.System.DiskUsageAsync(new DiskUsageOptions(), Cancel)).Images);
    }

    [Fact]
    public async Task Images_containers_and_files_come_and_go()
    {
        using var client = Connect();
        var name = "berth-test-" + Guid.NewGuid().ToString("N")[..8];
        var progress = new Collector();
        await client.Images.ImportAsync(new ImageImportRequest { Repository = name, Changes = ["CMD [\"/nothing\"]", "ENV A=<&>"] }, Tar("etc/hello", "hi"), progress, Cancel);
        try
        {
            var image = await client.Images.InspectAsync(name, cancel: Cancel);
            Assert.Equal(["A=<&>"], image.Config!.Env!);
            var id = (await client.Containers.CreateAsync(name, null, Request(name), Cancel)).Id;
            Assert.Equal(["/" + name], Assert.Single(await client.Containers.ListAsync(
                new ContainerListOptions { All = true, Filters = Filters.Empty.With("label", "berth.test=" + name) }, Cancel)).Names);
            var container = await client.Containers.InspectAsync(name, size: true, Cancel);
            Assert.Equal((id, "created", 64L << 20, "8000"), (container.Id, container.State.Status, container.HostConfig.Memory, container.HostConfig.PortBindings!["80/tcp"]![0].HostPort));

            await client.Containers.PutArchiveAsync(id, "/etc", Tar("put", "content"), cancel: Cancel);
            Assert.Equal(7, (await client.Containers.StatArchiveAsync(id, "/etc/put", Cancel)).Size);
            await using (var archive = await client.Containers.GetArchiveAsync(id, "/etc/put", Cancel))
            {
                using var reader = new TarReader(archive.Stream);
                using var text = new StreamReader((await reader.GetNextEntryAsync(copyData: true, Cancel))!.DataStream!);
                Assert.Equal("content", await text.ReadToEndAsync(Cancel));
            }

            Assert.Contains((await client.Containers.ChangesAsync(id, Cancel))!, c => c.Path == "/etc/put");
            var error = await Assert.ThrowsAsync<DockerException>(() => client.Containers.StartAsync(id, cancel: Cancel));
            Assert.Contains("/nothing", error.Message, StringComparison.Ordinal);
            using var wait = await client.Containers.WaitAsync(id, WaitCondition.Removed, Cancel);
            await client.Containers.RemoveAsync(id, force: true, volumes: true, cancel: Cancel);
            Assert.NotNull(await wait.Result);
            Assert.Equal("No such container: " + id, (await Assert.ThrowsAsync<DockerException>(() => client.Containers.InspectAsync(id, cancel: Cancel))).Message);
        }
        finally
        {
            await client.Images.RemoveAsync(name, force: true, cancel: Cancel);
        }
    }

    [Fact]
    public async Task Networks_volumes_and_events_come_and_go()
    {
        using var client = Connect();
        var name = "berth-test-" + Guid.NewGuid().ToString("N")[..8];
        var events = await client.System.EventsAsync(new EventsOptions { Filters = Filters.Empty.With("type", "volume") }, Cancel);
        var id = (await client.Networks.CreateAsync(new NetworkCreateRequest { Name = name, Internal = true, Labels = new Dictionary<string, string> { ["a"] = "b" } }, Cancel)).Id;
        Assert.True((await client.Networks.InspectAsync(name, Cancel)).Internal);
        Assert.Equal(id, Assert.Single(await client.Networks.ListAsync(Filters.Empty.With("name", name), Cancel)).Id);
        await client.Networks.RemoveAsync(name, Cancel);

        await client.Volumes.CreateAsync(new VolumeCreateRequest { Name = name }, Cancel);
        await foreach (var message in events)
        {
            if (message.Actor.ID == name)
            {
                Assert.Equal("create", message.Action);
                break;
            }
        }

        Assert.Equal(name, (await client.Volumes.InspectAsync(name, Cancel)).Name);
        await client.Volumes.RemoveAsync(name, cancel: Cancel);
        Assert.Equal($"get {name}: no such volume", (await Assert.ThrowsAsync<DockerException>(() => client.Volumes.InspectAsync(name, Cancel))).Message);
    }

    private static DockerClient Connect(string? version = DockerClient.MaxApiVersion)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Socket), "BERTH_TEST_ENGINE names no engine");
        return new DockerClient(new DockerClientOptions { Dial = SocketDialer.Unix(Socket!), Endpoint = "unix://" + Socket, ApiVersion = version });
    }

    private static ContainerCreateRequest Request(string name) => new()
    {
        Config = new ContainerConfig
        {
            Image = name,
            Labels = new Dictionary<string, string> { ["berth.test"] = name },
            Healthcheck = new HealthConfig { Test = ["CMD", "x"], Interval = 1_000_000_000 },
            ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = EmptyObject.Instance },
            StopTimeout = 0,
        },
        HostConfig = new HostConfig
        {
            Memory = 64 << 20,
            PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?> { ["80/tcp"] = [new PortBinding { HostPort = "8000" }] },
            Mounts = [new Mount { Type = "tmpfs", Target = "/t", TmpfsOptions = new TmpfsOptions { SizeBytes = 1 << 20 } }],
            RestartPolicy = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 1 },
            Ulimits = [new Ulimit { Name = "nofile", Soft = 100, Hard = 200 }],
            Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "0" },
            ExtraHosts = ["h:1.2.3.4"],
        },
    };

    private static MemoryStream Tar(string path, string content)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        stream.Position = 0;
        return stream;
    }

    private sealed class Collector : IProgress<ProgressMessage>
    {
        public List<ProgressMessage> Messages { get; } = [];

        public void Report(ProgressMessage value) => Messages.Add(value);
    }
}
