using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// What containers mount of volumes: the volume's folder, the folder that its options name, or a file system of its own, which is mounted on the
/// volume's folder while a container uses it.
/// </summary>
internal sealed class VolumeMounts(VolumeStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _users = new(StringComparer.Ordinal);

    /// <summary>Makes a volume ready for a container and gives the folder to mount.</summary>
    /// <exception cref="DockerException">Its file system can't be mounted.</exception>
    public string Use(VolumeRecord volume, string containerId)
    {
        string folder = store.DataFolder(volume.Name);
        if (volume.Option("device").Length == 0)
        {
            return folder;
        }

        if (IsBind(volume))
        {
            string device = volume.Option("device");
            return Path.Exists(device)
                ? device
                : throw Failed(volume, folder, "no such file or directory");
        }

        lock (_lock)
        {
            var users = Users(volume.Name);
            if (users.Count == 0 && !IsMounted(folder))
            {
                Mount(volume, folder);
            }

            users.Add(containerId);
        }

        return folder;
    }

    /// <summary>The volume's options ask for nothing to be written to it.</summary>
    public static bool IsReadOnly(VolumeRecord volume) => IsBind(volume) && MountOptions.Parse(volume.Option("o")).Flags.HasFlag(MountFlags.ReadOnly);

    /// <summary>A running container of an earlier engine uses it.</summary>
    public void Adopt(string volume, string containerId)
    {
        if (store.Find(volume) is { } record && record.Option("device").Length > 0 && !IsBind(record))
        {
            lock (_lock)
            {
                Users(volume).Add(containerId);
            }
        }
    }

    /// <summary>A container no longer uses it.</summary>
    public void Release(string volume, string containerId)
    {
        lock (_lock)
        {
            if (_users.TryGetValue(volume, out var users) && users.Remove(containerId) && users.Count == 0)
            {
                _users.Remove(volume);
                MountCalls.UnmountIfMounted(store.DataFolder(volume));
            }
        }
    }

    /// <summary>Unmounts what no adopted container uses: an engine that was killed left it.</summary>
    public IReadOnlyList<string> Sweep()
    {
        var swept = new List<string>();
        foreach (var volume in store.All())
        {
            if (volume.Option("device").Length > 0 && !IsBind(volume) && !_users.ContainsKey(volume.Name) && IsMounted(store.DataFolder(volume.Name)))
            {
                MountCalls.UnmountIfMounted(store.DataFolder(volume.Name));
                swept.Add($"unmounted volume {volume.Name}, which no container uses");
            }
        }

        return swept;
    }

    private HashSet<string> Users(string volume)
    {
        if (!_users.TryGetValue(volume, out var users))
        {
            _users[volume] = users = new HashSet<string>(StringComparer.Ordinal);
        }

        return users;
    }

    private static bool IsBind(VolumeRecord volume)
    {
        string[] options = volume.Option("o").Split(',');
        return volume.Option("type") is "none" or "bind" or "" || options.Contains("bind") || options.Contains("rbind");
    }

    private static bool IsMounted(string folder) => FileCalls.Stat(FileCalls.WorkingFolder, folder).IsMountRoot;

    private static void Mount(VolumeRecord volume, string folder)
    {
        string type = volume.Option("type");
        bool isRemote = type.StartsWith("nfs", StringComparison.Ordinal) || type is "cifs" or "smb3";
        var (flags, data) = MountOptions.Parse(isRemote ? MountOptions.WithAddress(volume.Option("o"), Resolve) : volume.Option("o"));
        try
        {
            MountCalls.Mount(volume.Option("device"), folder, type, flags, data);
        }
        catch (LinuxException e)
        {
            throw Failed(volume, folder, Errno.Describe(e.Errno));
        }
    }

    // The kernel takes numbers only; mount(8) looks names up, too.
    private static string Resolve(string name)
    {
        try
        {
            return System.Net.Dns.GetHostAddresses(name).FirstOrDefault()?.ToString() ?? name;
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new DockerException(DockerErrorKind.System, $"error resolving passed in network volume address {name}: {e.Message}", e);
        }
    }

    private static DockerException Failed(VolumeRecord volume, string folder, string why)
    {
        string options = volume.Option("o");
        string detail = options.Length > 0 ? $", data: {options}" : "";
        return new DockerException(
            DockerErrorKind.System,
            $"error while mounting volume '{folder}': failed to mount local volume: mount {volume.Option("device")}:{folder}{detail}: {why}");
    }
}
