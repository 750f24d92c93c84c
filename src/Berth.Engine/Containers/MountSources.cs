using Berth.Docker;
using Berth.Images;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Makes a container's mounts ready for a start: sources that may be missing, volumes with a file system of their own, devices.</summary>
internal sealed class MountSources(EngineParts parts, VolumeMounts volumes)
{
    private static readonly string[] TmpfsDefaults = ["noexec", "nosuid", "nodev"];

    /// <summary>The mounts and devices of one start. In the container's loop.</summary>
    /// <exception cref="DockerException">A source or device is missing.</exception>
    public PreparedMounts Prepare(Container container, JoinedNamespaces joined, UndoScope undo)
    {
        var record = container.Record;
        var mounts = new List<MountRequest>();
        foreach (var mount in record.Mounts)
        {
            mounts.Add(mount.Type switch
            {
                "bind" => Bind(mount),
                "volume" => Volume(container, mount, undo),
                "image" => Image(mount),
                _ => Tmpfs(mount.Destination, mount.Options, mount.ReadOnly),
            });
        }

        foreach (var (path, options) in record.HostConfig.Tmpfs ?? new Dictionary<string, string>())
        {
            mounts.Add(Tmpfs(MountParser.Clean(path), options.Split(',', StringSplitOptions.RemoveEmptyEntries), readOnly: false));
        }

        if (SharedMemory(record.HostConfig, joined) is { } shm)
        {
            mounts.Add(shm);
        }

        return new PreparedMounts(mounts, Devices(record.HostConfig));
    }

    /// <summary>Gives back what <see cref="Prepare"/> mounted on the host.</summary>
    public void Release(Container container)
    {
        foreach (var mount in container.Record.Mounts)
        {
            if (mount.Type == "volume")
            {
                volumes.Release(mount.Name, container.Id);
            }
        }
    }

    private static MountRequest Bind(ContainerMount mount)
    {
        if (!Path.Exists(mount.Source))
        {
            if (!mount.CreateSource)
            {
                throw new DockerException(
                    DockerErrorKind.InvalidParameter, $"invalid mount config for type \"bind\": bind source path does not exist: {mount.Source}");
            }

            MakeSource(mount.Source);
        }

        return Plain(mount, mount.Source);
    }

    private static void MakeSource(string path)
    {
        try
        {
            Directory.CreateDirectory(path, AtomicFile.WorldFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DockerException(DockerErrorKind.System, $"error while creating mount source path '{path}': {e.Message}", e);
        }
    }

    private MountRequest Volume(Container container, ContainerMount mount, UndoScope undo)
    {
        var volume = parts.Volumes.Find(mount.Name)
            ?? parts.Volumes.Create(mount.Name, mount.Driver, options: null, labels: null).Volume;
        string source = volumes.Use(volume, container.Id);
        undo.Add($"use volume {mount.Name}", () =>
        {
            volumes.Release(mount.Name, container.Id);
            VolumeEvents.Unmounted(parts.Events, mount, container.Id);
        });
        VolumeEvents.Mounted(parts.Events, mount, container.Id);
        return VolumeMounts.IsReadOnly(volume) ? Plain(mount, source) with { ReadOnly = true } : Plain(mount, source);
    }

    private MountRequest Image(ContainerMount mount)
    {
        var image = parts.Images.Get(mount.Source);
        if (image.LayerFolders is [var only])
        {
            return Plain(mount, only) with { ReadOnly = true, Propagation = "rprivate" };
        }

        var folders = mount.Subpath.Length == 0 ? image.LayerFolders : LayerPaths.Of(image.LayerFolders, mount.Subpath);
        return folders switch
        {
            [] => throw new DockerException(DockerErrorKind.InvalidParameter, $"cannot access path {mount.Subpath} of image {mount.Source}: no such file or directory"),
            [var part] => Plain(mount, part) with { Subpath = "", ReadOnly = true, Propagation = "rprivate" },
            _ when !LayerPaths.FitMount(folders) => throw new DockerException(
                DockerErrorKind.InvalidParameter, $"image {mount.Source} can't be mounted at {mount.Destination}: it has {folders.Count} layers, whose folders' names are too long together"),
            _ => new MountRequest
            {
                Type = "overlay",
                Source = "overlay",
                Target = mount.Destination,
                ReadOnly = true,
                Options = ["lowerdir=" + string.Join(':', folders)],
            },
        };
    }

    private static MountRequest Plain(ContainerMount mount, string source) => new()
    {
        Type = "bind",
        Source = source,
        Target = mount.Destination,
        Subpath = mount.Subpath,
        ReadOnly = mount.ReadOnly,
        Recursive = !mount.NonRecursive,
        ReadOnlyTop = mount.ReadOnlyTop,
        Propagation = mount.Propagation,
    };

    private static MountRequest Tmpfs(string target, IReadOnlyList<string> options, bool readOnly) => new()
    {
        Type = "tmpfs",
        Source = "tmpfs",
        Target = target,
        ReadOnly = readOnly,
        Options = [.. TmpfsDefaults.Where(one => !options.Contains(one[2..])), .. options],
    };

    private static MountRequest? SharedMemory(HostConfig host, JoinedNamespaces joined)
    {
        string? source = host.IpcMode == "host" ? "/dev/shm" : joined.Shm;
        return source is null
            ? null
            : new MountRequest { Type = "bind", Source = source, Target = "/dev/shm", Propagation = "rprivate" };
    }

    private static List<Supervision.DeviceRequest> Devices(HostConfig host)
    {
        var devices = new List<Supervision.DeviceRequest>();
        foreach (var device in host.Devices ?? [])
        {
            string target = device.PathInContainer.Length > 0 ? device.PathInContainer : device.PathOnHost;
            foreach (string path in DeviceNodes.Under(device.PathOnHost))
            {
                devices.Add(new Supervision.DeviceRequest(path, target + path[device.PathOnHost.Length..]));
            }
        }

        return devices;
    }
}
