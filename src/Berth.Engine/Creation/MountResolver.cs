using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Puts a new container's mounts together: of other containers, of the request in both forms, and of the image's volumes.</summary>
internal sealed class MountResolver(EngineParts parts)
{
    /// <summary>The mounts, with volumes by name: those that are to be made anew have a new name.</summary>
    /// <param name="config">What it runs, merged with the image's.</param>
    /// <param name="host">What it gets.</param>
    /// <exception cref="DockerException">A mount can't be.</exception>
    public IReadOnlyList<ContainerMount> Resolve(ContainerConfig config, HostConfig host)
    {
        var mounts = new Dictionary<string, ContainerMount>(StringComparer.Ordinal);
        foreach (var mount in (host.VolumesFrom ?? []).SelectMany(MountsOf))
        {
            mounts[mount.Destination] = mount;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        AddAsked(host, mounts, taken);
        foreach (string path in config.Volumes?.Keys ?? [])
        {
            string destination = MountParser.Clean(path);
            if (destination != "/" && !mounts.ContainsKey(destination) && !taken.Contains(destination))
            {
                mounts[destination] = new ContainerMount { Type = "volume", Destination = destination, Driver = "local" };
            }
        }

        return [.. mounts.Values.Select(Named).OrderBy(mount => mount.Destination, StringComparer.Ordinal)];
    }

    private void AddAsked(HostConfig host, Dictionary<string, ContainerMount> mounts, HashSet<string> taken)
    {
        foreach (string bind in host.Binds ?? [])
        {
            Add(mounts, taken, MountParser.ParseShort(bind, host.VolumeDriver));
        }

        foreach (var mount in host.Mounts ?? [])
        {
            Add(mounts, taken, Checked(MountParser.ParseLong(mount)));
        }

        foreach (string path in host.Tmpfs?.Keys ?? [])
        {
            if (!path.StartsWith('/'))
            {
                throw Invalid($"invalid mount path: '{path}' mount path must be absolute");
            }

            // A tmpfs hides what a volume of the image would be.
            Take(taken, MountParser.Clean(path));
        }
    }

    private static void Add(Dictionary<string, ContainerMount> mounts, HashSet<string> taken, ContainerMount mount)
    {
        Take(taken, mount.Destination);
        mounts[mount.Destination] = mount;
    }

    private static void Take(HashSet<string> taken, string destination)
    {
        if (!taken.Add(destination))
        {
            throw Invalid($"Duplicate mount point: {destination}");
        }
    }

    private ContainerMount Named(ContainerMount mount) => mount.Type == "volume"
        ? mount with { Name = mount.Name.Length > 0 ? mount.Name : ContainerIds.New() }
        : mount;

    private ContainerMount Checked(ContainerMount mount)
    {
        if (mount.Type == "bind" && !mount.CreateSource && !Path.Exists(mount.Source))
        {
            throw Invalid($"invalid mount config for type \"bind\": bind source path does not exist: {mount.Source}");
        }

        if (mount.Type == "image")
        {
            // Whatever its name means later, the container keeps this image.
            try
            {
                return mount with { Source = parts.Images.Get(mount.Source).Id };
            }
            catch (ImageException e)
            {
                throw ImageErrors.Map(e);
            }
        }

        return mount;
    }

    private IEnumerable<ContainerMount> MountsOf(string from)
    {
        var (name, mode) = MountParser.ParseFrom(from);
        var container = parts.Containers.Find(name) ?? throw Invalid($"No such container: {name}");
        bool readOnly = mode.Split(',').Contains("ro");
        return container.Record.Mounts.Select(mount => mount with { Mode = "", ReadOnly = mount.ReadOnly || readOnly });
    }

    private static DockerException Invalid(string text) => new(DockerErrorKind.InvalidParameter, text);
}
