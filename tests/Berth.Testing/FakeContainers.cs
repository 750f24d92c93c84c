using System.Globalization;
using System.Runtime.CompilerServices;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>The containers of a <see cref="FakeEngine"/>.</summary>
public sealed class FakeContainers : IContainers
{
    private readonly FakeEngine _engine;
    private readonly Lock _lock = new();
    private readonly List<FakeContainer> _all = [];

    internal FakeContainers(FakeEngine engine) => _engine = engine;

    /// <summary>All containers, the oldest first.</summary>
    public IReadOnlyList<FakeContainer> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>A container by id, a prefix of it, or name.</summary>
    public FakeContainer Find(string id)
    {
        var name = id.TrimStart('/');
        return All.FirstOrDefault(c => c.Id == id || c.Name == name)
            ?? All.FirstOrDefault(c => id.Length > 0 && c.Id.StartsWith(id, StringComparison.Ordinal))
            ?? throw FakeEngine.NotFound("No such container: " + id);
    }

    public Task<IReadOnlyList<ContainerSummary>> ListAsync(ContainerListOptions options, CancellationToken cancel = default)
    {
        options.Filters.Validate(
            "ancestor", "before", "exited", "expose", "health", "id", "is-task", "isolation", "label", "name", "network", "publish", "since", "status", "volume");
        var chosen = All.Where(c => (options.All || options.Limit > 0 || c.State.Running || options.Filters.Has("status"))
                && options.Filters.MatchesLabels("label", c.Request.Config.Labels)
                && options.Filters.MatchesPattern("name", "/" + c.Name)
                && options.Filters.MatchesPrefix("id", c.Id)
                && options.Filters.Matches("status", c.State.Status)
                && options.Filters.Matches("ancestor", c.Request.Config.Image)
                && (!options.Filters.Has("network") || c.Endpoints.Keys.Any(n => options.Filters.Matches("network", n))))
            .Reverse();
        chosen = options.Limit > 0 ? chosen.Take(options.Limit) : chosen;
        return Task.FromResult<IReadOnlyList<ContainerSummary>>([.. chosen.Select(Summary)]);
    }

    public Task<ContainerCreateResponse> CreateAsync(string? name, string? platform, ContainerCreateRequest request, CancellationToken cancel = default)
    {
        var image = _engine.Images.Find(request.Config.Image) ?? throw FakeEngine.NotFound("No such image: " + FakeImages.Full(request.Config.Image));
        var id = FakeEngine.NewId();
        var config = request.Config;
        config = config with
        {
            Hostname = config.Hostname.Length > 0 ? config.Hostname : id[..12],
            Cmd = config.Cmd ?? (config.Entrypoint is null ? image.Config?.Cmd : null),
            Entrypoint = config.Entrypoint ?? image.Config?.Entrypoint,
        };
        lock (_lock)
        {
            name ??= "fake_" + id[..8];
            if (_all.Find(c => c.Name == name) is { } other)
            {
                throw FakeEngine.Conflict(
                    $"Conflict. The container name \"/{name}\" is already in use by container \"{other.Id}\". You have to remove (or rename) that container to be able to reuse that name.");
            }

            var host = request.HostConfig;
            host = host.LogConfig.Type.Length > 0 ? host : host with { LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string>() } };
            var container = new FakeContainer(_engine, id, name, request with { Config = config, HostConfig = host });
            foreach (var mount in request.HostConfig.Mounts ?? [])
            {
                if (mount is { Type: "volume", Source: { Length: > 0 } volume })
                {
                    _engine.Volumes.Ensure(volume);
                }
            }

            _engine.Networks.Join(container);
            _all.Add(container);
            container.Emit("create");
            return Task.FromResult(new ContainerCreateResponse { Id = id });
        }
    }

    public Task<ContainerInspect> InspectAsync(string id, bool size = false, CancellationToken cancel = default)
    {
        var c = Find(id);
        return Task.FromResult(new ContainerInspect
        {
            Id = c.Id,
            Created = DockerTimestamps.Format(c.Created),
            Path = c.Command[0],
            Args = [.. c.Command.Skip(1)],
            State = c.State,
            Image = _engine.Images.Find(c.Request.Config.Image)?.Id ?? "",
            Name = "/" + c.Name,
            Driver = "fake",
            Platform = "linux",
            HostConfig = c.Request.HostConfig,
            Config = c.Request.Config,
            SizeRw = size ? 0 : null,
            SizeRootFs = size ? 0 : null,
            Mounts = Mounts(c),
            NetworkSettings = new NetworkSettings { Networks = new Dictionary<string, EndpointSettings>(c.Endpoints), Ports = Ports(c) },
        });
    }

    public Task<bool> StartAsync(string id, string? detachKeys = null, CancellationToken cancel = default) => Task.FromResult(Find(id).Start());

    public async Task<bool> StopAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default)
    {
        var container = Find(id);
        if (!container.State.Running)
        {
            return false;
        }

        container.Kill(15);
        await container.Exit.WaitAsync(cancel);
        container.Emit("stop");
        return true;
    }

    public async Task RestartAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default)
    {
        await StopAsync(id, timeout, signal, cancel);
        await StartAsync(id, null, cancel);
        Find(id).Emit("restart");
    }

    public Task KillAsync(string id, string? signal = null, CancellationToken cancel = default)
    {
        var container = Running(id, $"cannot kill container: {id}: container {{0}} is not running");
        container.Emit("kill", ("signal", signal ?? "9"));
        container.Kill(signal is "SIGTERM" or "TERM" or "15" ? 15 : signal is "SIGINT" or "INT" or "2" ? 2 : 9);
        return Task.CompletedTask;
    }

    public Task PauseAsync(string id, CancellationToken cancel = default)
    {
        Running(id, "Container {0} is not running").Pause(true);
        return Task.CompletedTask;
    }

    public Task UnpauseAsync(string id, CancellationToken cancel = default)
    {
        Running(id, "Container {0} is not running").Pause(false);
        return Task.CompletedTask;
    }

    public Task RenameAsync(string id, string name, CancellationToken cancel = default)
    {
        if (name.Length == 0)
        {
            throw FakeEngine.Invalid("Neither old nor new names may be empty");
        }

        Find(id).Name = name;
        return Task.CompletedTask;
    }

    public Task<ContainerUpdateResponse> UpdateAsync(string id, ContainerUpdateRequest request, CancellationToken cancel = default)
    {
        var container = Find(id);
        container.Request = container.Request with { HostConfig = container.Request.HostConfig with { Memory = request.Memory } };
        return Task.FromResult(new ContainerUpdateResponse());
    }

    public Task RemoveAsync(string id, bool force = false, bool volumes = false, bool link = false, CancellationToken cancel = default)
    {
        var container = Find(id);
        if (container.State.Running && !force)
        {
            throw FakeEngine.Conflict($"cannot remove container \"{container.Name}\": container is running: stop the container before removing or force remove");
        }

        container.Kill(9);
        Remove(container);
        return Task.CompletedTask;
    }

    public Task<ContainerWait> WaitAsync(string id, WaitCondition condition = WaitCondition.NotRunning, CancellationToken cancel = default)
    {
        var container = Find(id);
        return Task.FromResult(new ContainerWait(condition switch
        {
            WaitCondition.Removed => container.Removed.Task,
            WaitCondition.NotRunning when !container.State.Running =>
                Task.FromResult(new ContainerWaitResponse { StatusCode = container.State.ExitCode }),
            _ => container.Exit,
        }));
    }

    public Task<AttachedStream> AttachAsync(string id, AttachOptions options, CancellationToken cancel = default)
    {
        var container = Find(id);
        var reader = container.Output.Read(new LogOptions { Stdout = options.Stdout, Stderr = options.Stderr }, options.Logs, options.Stream);
        container.Attached++;
        return Task.FromResult<AttachedStream>(
            new FakeAttachedStream(reader, options.Stdin ? container.Input : null, container.Output.Tty, () => container.Attached--));
    }

    public Task<ContainerOutput> LogsAsync(string id, LogOptions options, CancellationToken cancel = default)
    {
        var container = Find(id);
        var reader = container.Output.Read(options, past: true, options.Follow && container.State.Running);
        return Task.FromResult(new ContainerOutput(reader, !container.Output.Tty));
    }

    public Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default)
    {
        Running(id, "container {0} is not running").Size = (height, width);
        return Task.CompletedTask;
    }

    public Task<ContainerTopResponse> TopAsync(string id, string? psArgs = null, CancellationToken cancel = default)
    {
        var container = Running(id, "container {0} is not running");
        return Task.FromResult(new ContainerTopResponse { Titles = ["PID", "CMD"], Processes = [["4242", string.Join(' ', container.Command)]] });
    }

    public Task<IAsyncEnumerable<ContainerStats>> StatsAsync(string id, bool stream, bool oneShot = false, CancellationToken cancel = default) =>
        Task.FromResult(Readings(Find(id), stream, cancel));

    public Task<IReadOnlyList<FilesystemChange>?> ChangesAsync(string id, CancellationToken cancel = default)
    {
        var container = Find(id);
        return Task.FromResult<IReadOnlyList<FilesystemChange>?>(
            container.Archives.Count == 0 ? null : [.. container.Archives.Select(a => new FilesystemChange { Path = a.Path, Kind = 0 })]);
    }

    public async Task ExportAsync(string id, Stream destination, CancellationToken cancel = default)
    {
        foreach (var (_, archive) in Find(id).Archives)
        {
            await destination.WriteAsync(archive, cancel);
        }
    }

    public Task<ContainerPathStat> StatArchiveAsync(string id, string path, CancellationToken cancel = default) => Task.FromResult(Stat(Find(id), path));

    public Task<ContainerArchive> GetArchiveAsync(string id, string path, CancellationToken cancel = default)
    {
        var container = Find(id);
        var stat = Stat(container, path);
        return Task.FromResult(new ContainerArchive(stat, new MemoryStream(container.Archives.Last(a => a.Path == path).Archive)));
    }

    public async Task PutArchiveAsync(
        string id, string path, Stream archive, bool noOverwriteDirNonDir = false, bool copyUidGid = false, CancellationToken cancel = default)
    {
        var container = Find(id);
        if (path == "/missing")
        {
            throw FakeEngine.NotFound($"Could not find the file {path} in container {id}");
        }

        using var buffer = new MemoryStream();
        await archive.CopyToAsync(buffer, cancel);
        container.Archives.Add((path, buffer.ToArray()));
    }

    public Task<ContainersPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("label", "label!", "until");
        var gone = All.Where(c => !c.State.Running && filters.MatchesLabels("label", c.Request.Config.Labels)).ToList();
        gone.ForEach(Remove);
        return Task.FromResult(new ContainersPruneReport { ContainersDeleted = gone.Count == 0 ? null : [.. gone.Select(c => c.Id)] });
    }

    internal void Remove(FakeContainer container)
    {
        lock (_lock)
        {
            if (!_all.Remove(container))
            {
                return;
            }
        }

        container.Emit("destroy");
        container.Removed.TrySetResult(new ContainerWaitResponse { StatusCode = container.State.ExitCode });
    }

    internal ContainerSummary Summary(FakeContainer c) => new()
    {
        Id = c.Id,
        Names = ["/" + c.Name],
        Image = c.Request.Config.Image,
        ImageID = _engine.Images.Find(c.Request.Config.Image)?.Id ?? "",
        Command = string.Join(' ', c.Command),
        Created = c.Created.ToUnixTimeSeconds(),
        Labels = c.Request.Config.Labels!,
        State = c.State.Status,
        Status = c.State.Status switch
        {
            "running" => "Up 1 second",
            "paused" => "Up 1 second (Paused)",
            "created" => "Created",
            _ => string.Create(CultureInfo.InvariantCulture, $"Exited ({c.State.ExitCode}) 1 second ago"),
        },
        Ports =
        [
            .. from port in Ports(c)
               from binding in port.Value ?? []
               let number = ContainerPort.TryParse(port.Key, out var parsed) ? parsed : default
               select new PortSummary
               {
                   IP = binding.HostIp,
                   PrivatePort = number.Number,
                   PublicPort = int.TryParse(binding.HostPort, CultureInfo.InvariantCulture, out var host) ? host : 0,
                   Type = number.Protocol,
               },
        ],
        Mounts = Mounts(c),
        HostConfig = new ContainerSummaryHostConfig { NetworkMode = c.Request.HostConfig.NetworkMode },
        NetworkSettings = new ContainerSummaryNetworks { Networks = new Dictionary<string, EndpointSettings>(c.Endpoints) },
    };

    private static Dictionary<string, IReadOnlyList<PortBinding>?> Ports(FakeContainer c)
    {
        var ports = new Dictionary<string, IReadOnlyList<PortBinding>?>();
        foreach (var (port, bindings) in c.Request.HostConfig.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
        {
            ports[port] = [.. (bindings ?? []).Select(b => b with { HostIp = b.HostIp.Length > 0 ? b.HostIp : "0.0.0.0" })];
        }

        return c.State.Running ? ports : [];
    }

    private static IReadOnlyList<MountPoint> Mounts(FakeContainer c) =>
    [
        .. from mount in c.Request.HostConfig.Mounts ?? []
           select new MountPoint
           {
               Type = mount.Type,
               Name = mount.Type == "volume" ? mount.Source : null,
               Source = mount.Source ?? "",
               Destination = mount.Target ?? "",
               RW = !mount.ReadOnly,
           },
        .. from bind in c.Request.HostConfig.Binds ?? []
           let parts = bind.Split(':')
           where parts.Length > 1
           select new MountPoint
           {
               Type = parts[0].StartsWith('/') ? "bind" : "volume",
               Name = parts[0].StartsWith('/') ? null : parts[0],
               Source = parts[0],
               Destination = parts[1],
               Mode = parts.Length > 2 ? parts[2] : "",
               RW = parts.Length < 3 || !parts[2].Split(',').Contains("ro"),
           },
    ];

    private static ContainerPathStat Stat(FakeContainer container, string path) =>
        container.Archives.Any(a => a.Path == path)
            ? new ContainerPathStat { Name = Path.GetFileName(path), Mode = GoFileMode.Directory | 0x1ED, Mtime = DockerTimestamps.Format(container.Created) }
            : throw FakeEngine.NotFound($"Could not find the file {path} in container {container.Name}");

    private async IAsyncEnumerable<ContainerStats> Readings(FakeContainer container, bool stream, [EnumeratorCancellation] CancellationToken cancel)
    {
        do
        {
            yield return new ContainerStats { Name = "/" + container.Name, Id = container.Id, Read = _engine.Now(), PreRead = DockerTimestamps.Zero };
            if (stream)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            }
        }
        while (stream && All.Contains(container));
    }

    private FakeContainer Running(string id, string otherwise)
    {
        var container = Find(id);
        return container.State.Running
            ? container
            : throw FakeEngine.Conflict(otherwise.Replace("{0}", container.Id, StringComparison.Ordinal));
    }
}
