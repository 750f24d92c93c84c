using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Makes containers: request and image to a record, its volumes, its root file system, its folder. A failure leaves nothing.</summary>
internal sealed class ContainerCreator(EngineParts parts, MountResolver mounts, ContainerPeers peers, VolumeFiller filler)
{
    /// <summary>Makes a container.</summary>
    /// <exception cref="DockerException">It can't be made.</exception>
    public async Task<ContainerCreateResponse> CreateAsync(string? name, string? platform, ContainerCreateRequest request)
    {
        string? given = string.IsNullOrEmpty(name) ? null : ContainerNames.Check(name);
        var image = FindImage(request.Config.Image, platform);
        string id = ContainerIds.New();
        var (record, warnings) = Resolve(id, request, image);
        await using var undo = new UndoScope(parts.Log);
        record = record with { Name = TakeName(given, id, undo) };
        record = record with { Mounts = mounts.Resolve(record.Config, record.HostConfig) };
        using var hold = parts.Volumes.Hold([.. record.Mounts.Where(mount => mount.Type == "volume").Select(mount => mount.Name)], id);
        var snapshot = parts.Images.Snapshots.Create(id, image?.Id);
        undo.Add("make the root file system", () => parts.Images.Snapshots.Remove(id));
        record = MakeVolumes(record, undo);
        filler.Fill(record, snapshot);
        var files = parts.FilesOf(id);
        undo.Add("make the folder", () => ContainerFolders.Remove(files.StateFolder));
        ContainerFolders.Make(files.StateFolder, ContainerRecordJson.Write(record).Span, ContainerLifeJson.Write(ContainerLife.New).Span);
        if (!record.HostConfig.AutoRemove)
        {
            // It is whole either way; that it outlives a power cut may take longer than the user should wait.
            _ = Task.Run(() => ContainerFolders.Sync(files.StateFolder));
        }

        var container = new Container(record, ContainerLife.New, files, parts.Events);
        parts.Containers.Add(container);
        undo.Commit();
        container.Publish("create");
        return new ContainerCreateResponse { Id = id, Warnings = warnings };
    }

    private StoredImage? FindImage(string name, string? platform)
    {
        if (name.Length == 0)
        {
            return null;
        }

        try
        {
            var image = parts.Images.Get(name);
            var own = ImageConfigs.PlatformOf(image.Image);
            if (platform is { Length: > 0 } && Berth.Images.OciPlatform.Parse(platform).Rank(own) == 0)
            {
                throw new DockerException(
                    DockerErrorKind.NotFound,
                    $"image with reference {name} was found but its platform ({own}) does not match the specified platform ({platform})");
            }

            return image;
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    private (ContainerRecord Record, IReadOnlyList<string> Warnings) Resolve(string id, ContainerCreateRequest request, StoredImage? image)
    {
        var config = ImageDefaults.Merge(request.Config, image is null ? null : ImageConfigs.ToDocker(image.Image.Config));
        var host = HostConfigDefaults.Apply(request.HostConfig, parts.Machine, parts.Options.DefaultLog);
        var warnings = CreateValidator.Validate(new CreateCheck(config, host, request.HostConfig, parts.Machine));
        var owner = peers.CheckNames(host);
        CheckLinks(host);
        host = host with { PidMode = peers.Pin(host.PidMode), IpcMode = peers.Pin(host.IpcMode), NetworkMode = peers.Pin(host.NetworkMode) };
        bool joined = host.NetworkMode.StartsWith("container:", StringComparison.Ordinal);
        config = config with
        {
            Hostname = config.Hostname.Length > 0 ? config.Hostname
                : owner is not null ? owner.Record.Config.Hostname
                : host.NetworkMode == "host" || host.UTSMode == "host" ? MachineName.Read()
                : ContainerIds.Short(id),
            Labels = config.Labels ?? new Dictionary<string, string>(),
            ExposedPorts = Exposed(config, host),
        };
        var endpoints = joined
            ? new Dictionary<string, EndpointSettings>()
            : parts.Networking.Validate(host.NetworkMode, Endpoints(request.NetworkingConfig.EndpointsConfig, host.NetworkMode, config.MacAddress));
        var record = new ContainerRecord
        {
            Id = id,
            Name = "",
            Created = parts.Time.GetUtcNow(),
            ImageId = image?.Id ?? "",
            SnapshotId = id,
            Config = config,
            HostConfig = host,
            Endpoints = endpoints,
            Mounts = [],
        };
        return (record, warnings);
    }

    private string TakeName(string? given, string id, UndoScope undo)
    {
        string name;
        if (given is null)
        {
            name = parts.Containers.ReserveRandom(id, Random.Shared);
        }
        else
        {
            parts.Containers.Reserve(given, id);
            name = given;
        }

        undo.Add("take the name", () => parts.Containers.Release(name, id));
        return name;
    }

    private ContainerRecord MakeVolumes(ContainerRecord record, UndoScope undo)
    {
        var made = new List<ContainerMount>();
        foreach (var mount in record.Mounts)
        {
            made.Add(mount.Type == "volume" ? MakeVolume(record, mount, undo) : mount);
        }

        return record with { Mounts = made };
    }

    private ContainerMount MakeVolume(ContainerRecord record, ContainerMount mount, UndoScope undo)
    {
        var asked = record.HostConfig.Mounts?.FirstOrDefault(one => one.Target is { } target && MountParser.Clean(target) == mount.Destination)?.VolumeOptions;
        bool anonymous = ContainerIds.IsFull(mount.Name) && parts.Volumes.Find(mount.Name) is null;
        IReadOnlyDictionary<string, string>? labels = asked?.Labels;
        if (anonymous)
        {
            labels = new Dictionary<string, string>(labels ?? new Dictionary<string, string>()) { [VolumeRecord.AnonymousLabel] = "" };
        }

        var (volume, isNew) = parts.Volumes.Create(mount.Name, mount.Driver, asked?.DriverConfig?.Options, labels);
        if (isNew)
        {
            undo.Add($"make volume {volume.Name}", () => parts.Volumes.Remove(volume.Name, UsersOf));
            VolumeEvents.Of(parts.Events, "create", volume.Name);
        }

        return mount with { Source = parts.Volumes.DataFolder(volume.Name), Driver = "local" };
    }

    private IEnumerable<string> UsersOf(string volume) =>
        parts.Containers.All().Where(one => one.Record.Mounts.Any(mount => mount.Type == "volume" && mount.Name == volume)).Select(one => one.Id);

    private void CheckLinks(HostConfig host)
    {
        foreach (string link in host.Links ?? [])
        {
            string name = link.Split(':')[0];
            if (parts.Containers.Find(name) is null)
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"could not get container for {name}: No such container: {name}");
            }
        }
    }

    // Published ports are exposed.
    private static IReadOnlyDictionary<string, EmptyObject>? Exposed(ContainerConfig config, HostConfig host)
    {
        if (host.PortBindings is not { Count: > 0 })
        {
            return config.ExposedPorts;
        }

        var exposed = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (string port in (config.ExposedPorts?.Keys ?? []).Concat(host.PortBindings.Keys))
        {
            exposed[port] = EmptyObject.Instance;
        }

        return exposed;
    }

    // "default" is an old name of the mode's network, and the old place of the hardware address is the container itself.
    private static Dictionary<string, EndpointSettings?> Endpoints(
        IReadOnlyDictionary<string, EndpointSettings?>? asked, string mode, string? hardwareAddress)
    {
        var endpoints = new Dictionary<string, EndpointSettings?>(StringComparer.Ordinal);
        foreach (var (network, settings) in asked ?? new Dictionary<string, EndpointSettings?>())
        {
            endpoints[network == "default" ? mode : network] = settings;
        }

        if (hardwareAddress is { Length: > 0 } && mode is not ("host" or "none"))
        {
            var main = endpoints.GetValueOrDefault(mode) ?? new EndpointSettings();
            endpoints[mode] = main.MacAddress.Length > 0 ? main : main with { MacAddress = hardwareAddress };
        }

        return endpoints;
    }
}
