using System.Collections.Concurrent;
using System.Text.Json;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// The volumes of the driver <c>local</c>: a folder each, <c>volumes/NAME/_data</c> with <c>volume.json</c> beside it. A volume appears and goes by a
/// rename: what a killed engine left half made or half removed is swept at the next start.
/// </summary>
internal sealed class VolumeStore
{
    private const string Making = ".new-";
    private const string Leaving = ".gone-";

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, VolumeRecord> _volumes = new(StringComparer.Ordinal);
    private readonly List<string> _cleaned = [];
    private readonly List<(string Volume, string ContainerId)> _holds = [];

    /// <summary>Opens the volumes under a folder, which is made where it is missing.</summary>
    public VolumeStore(string folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (string path in Directory.EnumerateDirectories(folder))
        {
            Open(path);
        }
    }

    /// <summary>What opening cleaned up, a line each.</summary>
    public IReadOnlyList<string> CleanedUp => _cleaned;

    /// <summary>All volumes, by name.</summary>
    public IReadOnlyList<VolumeRecord> All() => [.. _volumes.Values.OrderBy(volume => volume.Name, StringComparer.Ordinal)];

    /// <summary>A volume, or null.</summary>
    public VolumeRecord? Find(string name) => _volumes.GetValueOrDefault(name);

    /// <summary>A volume.</summary>
    /// <exception cref="DockerException">NotFound.</exception>
    public VolumeRecord Get(string name) => Find(name) ?? throw new DockerException(DockerErrorKind.NotFound, $"get {name}: no such volume");

    /// <summary>The folder of a volume's files.</summary>
    public string DataFolder(string name) => $"{_folder}/{name}/_data";

    /// <summary>Makes a volume, or gives the one that is there.</summary>
    /// <returns>The volume, and whether it was made.</returns>
    /// <exception cref="DockerException">The name or an option can't be.</exception>
    public (VolumeRecord Volume, bool Made) Create(
        string name, string driver, IReadOnlyDictionary<string, string>? options, IReadOnlyDictionary<string, string>? labels)
    {
        CheckDriver(name, driver);
        CheckName(name);
        lock (_lock)
        {
            if (Find(name) is { } there)
            {
                return (there, false);
            }

            CheckOptions(name, options ?? new Dictionary<string, string>());
            var record = new VolumeRecord
            {
                Name = name, Created = _time.GetUtcNow(), Labels = labels, Options = options is { Count: > 0 } ? options : null,
            };
            string making = $"{_folder}/{Making}{name}";
            Directory.CreateDirectory(making + "/_data", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            AtomicFile.Write(making + "/volume.json", VolumeRecordJson.Write(record).Span, durable: !record.IsAnonymous);
            Directory.Move(making, $"{_folder}/{name}");
            if (!record.IsAnonymous)
            {
                AtomicFile.Sync(_folder);
            }

            _volumes[name] = record;
            return (record, true);
        }
    }

    /// <summary>Keeps volumes, made or yet to be, from being removed while a container is made that is not known yet.</summary>
    /// <param name="names">The volumes.</param>
    /// <param name="containerId">The container.</param>
    /// <returns>Ends it.</returns>
    public IDisposable Hold(IEnumerable<string> names, string containerId)
    {
        var holds = names.Select(name => (name, containerId)).ToList();
        lock (_lock)
        {
            _holds.AddRange(holds);
        }

        return new Ending(() =>
        {
            lock (_lock)
            {
                holds.ForEach(hold => _holds.Remove(hold));
            }
        });
    }

    /// <summary>Removes a volume and its files, unless a container uses it.</summary>
    /// <param name="name">The volume.</param>
    /// <param name="users">The containers that use a volume.</param>
    /// <returns>Whether it was there and is gone, and who uses it where somebody does.</returns>
    public (bool Removed, IReadOnlyList<string> Users) Remove(string name, Func<string, IEnumerable<string>> users)
    {
        string leaving;
        lock (_lock)
        {
            if (!_volumes.ContainsKey(name))
            {
                return (false, []);
            }

            // A container that is being made is a hold first and known after, so that one of the two always shows it.
            string[] used = [.. _holds.Where(hold => hold.Volume == name).Select(hold => hold.ContainerId).Concat(users(name)).Distinct()];
            if (used.Length > 0)
            {
                return (false, used);
            }

            leaving = $"{_folder}/{Leaving}{name}-{ContainerIds.New()[..8]}";
            Directory.Move($"{_folder}/{name}", leaving);
            _volumes.TryRemove(name, out _);
        }

        RemoveTree(leaving);
        return (true, []);
    }

    /// <summary>Bytes on the disk of a volume's files.</summary>
    public long Size(string name) => DiskSpace.Of(DataFolder(name));

    private void Open(string path)
    {
        string name = Path.GetFileName(path);
        if (name.StartsWith(Making, StringComparison.Ordinal) || name.StartsWith(Leaving, StringComparison.Ordinal))
        {
            RemoveTree(path);
            _cleaned.Add($"removed the half-made or half-removed volume {name}");
            return;
        }

        if (VolumeFill.Recover(path))
        {
            _cleaned.Add($"finished or took back the first filling of volume {name}");
        }

        try
        {
            byte[]? json = AtomicFile.Read(path + "/volume.json");
            _volumes[name] = json is null ? new VolumeRecord { Name = name, Created = Directory.GetCreationTimeUtc(path) } : VolumeRecordJson.Read(json);
        }
        catch (JsonException e)
        {
            // Its files are a user's: they are never lost for a damaged description.
            _volumes[name] = new VolumeRecord { Name = name, Created = Directory.GetCreationTimeUtc(path) };
            _cleaned.Add($"the description of volume {name} is damaged ({e.Message}); its labels and options are lost, its files are not");
        }
    }

    private static void CheckDriver(string name, string driver)
    {
        if (driver is not ("" or "local"))
        {
            throw new DockerException(
                DockerErrorKind.NotFound, $"create {name}: error looking up volume plugin {driver}: plugin \"{driver}\" not found");
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length == 1)
        {
            throw new DockerException(
                DockerErrorKind.InvalidParameter, $"create {name}: volume name is too short, names should be at least two alphanumeric characters");
        }

        if (!ContainerNames.IsLegal(name))
        {
            throw new DockerException(
                DockerErrorKind.InvalidParameter,
                $"create {name}: \"{name}\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "
                + "If you intended to pass a host directory, use absolute path");
        }
    }

    private static void CheckOptions(string name, IReadOnlyDictionary<string, string> options)
    {
        foreach (string option in options.Keys)
        {
            if (option is not ("type" or "device" or "o" or "size"))
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"create {name}: invalid option: \"{option}\"");
            }
        }

        if (options.ContainsKey("size"))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"create {name}: quota size requested but no quota support");
        }

        if ((options.ContainsKey("type") || options.ContainsKey("o")) && !options.ContainsKey("device"))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"create {name}: missing required option: \"device\"");
        }

        if (options.ContainsKey("device") && !options.ContainsKey("type"))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"create {name}: missing required option: \"type\"");
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private static void RemoveTree(string path)
    {
        using var folder = FileCalls.Open(Path.GetDirectoryName(path)!, OpenFlags.PathOnly | OpenFlags.Directory);
        FileCalls.RemoveTree(folder, Path.GetFileName(path));
    }
}
