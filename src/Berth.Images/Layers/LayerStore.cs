using System.Collections.Concurrent;
using System.Text.Json;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// Unpacked layers, under <c>layers/KEY/fs</c> with <c>layers/KEY/layer.json</c>. A layer's folder is made under another name and renamed when
/// its content is complete and proven, so a folder of that name is always a whole layer.
/// </summary>
internal sealed class LayerStore
{
    private const string FilesName = "fs";
    private const string InfoName = "layer.json";
    private const string NewPrefix = ".new-";

    private readonly string folder;
    private readonly Trash trash;
    private readonly ConcurrentDictionary<string, LayerInfo> layers = new(StringComparer.Ordinal);
    private long made;

    /// <summary>Opens the layers in a folder. Half-made ones are removed: <see cref="CleanedUp"/> says how many.</summary>
    public LayerStore(string folder, Trash trash)
    {
        (this.folder, this.trash) = (folder, trash);
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.GetDirectories(folder))
        {
            if (Path.GetFileName(path).StartsWith(NewPrefix, StringComparison.Ordinal) || Read(path) is not { } info)
            {
                trash.Take(path);
                CleanedUp++;
            }
            else
            {
                layers[info.Key] = info;
            }
        }
    }

    /// <summary>How many half-made layers were removed when the store was opened.</summary>
    public int CleanedUp { get; }

    /// <summary>All layers' keys.</summary>
    public IEnumerable<string> Keys => layers.Keys;

    /// <summary>The digest that stands for a layer on top of others (OCI image specification, config.md, ChainID).</summary>
    public static Digest ChainOf(Digest? parent, Digest diffId) =>
        parent is null ? diffId : Digest.Of(System.Text.Encoding.ASCII.GetBytes($"{parent} {diffId}"));

    /// <summary>The layer of a diff id on a chain; null where it isn't unpacked.</summary>
    public LayerInfo? Find(Digest diffId, Digest chainId)
    {
        if (layers.TryGetValue(chainId.Hex, out LayerInfo? info))
        {
            return info;
        }

        // On other lower layers the same archive may make other files.
        return layers.TryGetValue(diffId.Hex, out info) && !info.NeedsLower ? info : null;
    }

    /// <summary>The layer of a key; null where there is none.</summary>
    public LayerInfo? Find(string key) => layers.GetValueOrDefault(key);

    /// <summary>The folder with a layer's files.</summary>
    public string FilesOf(string key) => Path.Combine(folder, key, FilesName);

    /// <summary>
    /// The lower folders of an overlay, topmost first, for layers given lowest first: none below an opaque one, and a layer that comes twice
    /// only where it is topmost, which shows all of it (overlayfs refuses a folder twice).
    /// </summary>
    public IReadOnlyList<string> LowerFolders(IReadOnlyList<string> keys)
    {
        var folders = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = keys.Count - 1; i >= 0; i--)
        {
            if (seen.Add(keys[i]))
            {
                folders.Add(FilesOf(keys[i]));
            }

            if (Find(keys[i]) is { Opaque: true })
            {
                break;
            }
        }

        return folders;
    }

    /// <summary>What the root folder of these layers together is like; null where none of them says.</summary>
    public FileStat? RootOf(IReadOnlyList<string> keys)
    {
        for (int i = keys.Count - 1; i >= 0; i--)
        {
            if (Find(keys[i]) is { HasRoot: true })
            {
                return FileCalls.Stat(FileCalls.WorkingFolder, FilesOf(keys[i]));
            }
        }

        return null;
    }

    /// <summary>An empty layer to be filled. Gone when disposed, unless it was kept.</summary>
    public NewLayer Begin()
    {
        string path = Path.Combine(folder, $"{NewPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref made)}");
        try
        {
            FileCalls.MakeFolder(FileCalls.WorkingFolder, path, 0x1C0 /* 0700 */);
            FileCalls.MakeFolder(FileCalls.WorkingFolder, Path.Combine(path, FilesName));
            return new NewLayer(path, Path.Combine(path, FilesName), trash);
        }
        catch (LinuxException e)
        {
            throw StoreFaults.Of(e, "make a layer's folder");
        }
    }

    /// <summary>Makes a filled layer count. Where somebody else made the same one meanwhile, theirs stays.</summary>
    public LayerInfo Keep(NewLayer layer, LayerInfo info)
    {
        AtomicFile.Write(Path.Combine(layer.Folder, InfoName), JsonSerializer.SerializeToUtf8Bytes(info, StateJson.Default.LayerInfo));
        try
        {
            FileCalls.Rename(FileCalls.WorkingFolder, layer.Folder, FileCalls.WorkingFolder, Path.Combine(folder, info.Key), RenameOptions.NoReplace);
        }
        catch (LinuxException e) when (e.Errno == Errno.EEXIST)
        {
            return layers.GetOrAdd(info.Key, info); // the one of the same name is as good
        }

        return layers[info.Key] = info;
    }

    /// <summary>Removes a layer: gone at once, deleted in the background.</summary>
    public long Remove(string key)
    {
        if (!layers.TryRemove(key, out LayerInfo? info))
        {
            return 0;
        }

        trash.Take(Path.Combine(folder, key));
        return info.Size;
    }

    private static LayerInfo? Read(string path)
    {
        string file = Path.Combine(path, InfoName);
        try
        {
            LayerInfo? info = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), StateJson.Default.LayerInfo) : null;
            return info?.Key == Path.GetFileName(path) ? info : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
