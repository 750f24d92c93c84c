using System.Text.Json;

namespace Berth.Images;

/// <summary>
/// The images' records and names. In memory, written through to <c>images/HEX.json</c> and <c>images/names.json</c>, each atomically. An image
/// is there when its record is; a name that means no image is dropped at the next start.
/// <para>
/// Nothing waits for the disk. <see cref="Settle"/>, called behind, brings all to the disk, takes the records' mark of being unsure away, and
/// copies the names to <c>images/names.sure.json</c>, which counts where the machine went down and left the other damaged.
/// </para>
/// </summary>
internal sealed class ImageDatabase
{
    private const string NamesName = "names.json";
    private const string SureNames = "names.sure.json";

    private readonly string folder;
    private readonly ContentStore content;
    private readonly LayerStore layers;
    private readonly Dictionary<string, ImageEntry> images = new(StringComparer.Ordinal);
    private SortedDictionary<string, string> names = new(StringComparer.Ordinal);
    private SortedDictionary<string, DateTimeOffset> tagged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal);

    /// <summary>Opens the records in a folder. <paramref name="boot"/> is this boot's id; images that an earlier one left unproven are dropped.</summary>
    public ImageDatabase(string folder, ContentStore content, LayerStore layers, string boot)
    {
        (this.folder, this.content, this.layers) = (folder, content, layers);
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.GetFiles(folder))
        {
            ReadRecord(path, boot);
        }

        ReadNames();
    }

    /// <summary>Guards all that is here; held for short whiles, never across waiting for anything.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What was dropped when the database was opened, one line each.</summary>
    public List<string> CleanedUp { get; } = [];

    /// <summary>The layers' keys that snapshots need; asked under <see cref="Gate"/>.</summary>
    public Func<IEnumerable<string>> SnapshotLayers { get; set; } = () => [];

    /// <summary>All images.</summary>
    public IReadOnlyCollection<ImageEntry> Images => images.Values;

    /// <summary>All full names, sorted, with their images' ids.</summary>
    public IReadOnlyDictionary<string, string> Names => names;

    /// <summary>The image of an id; null where there is none.</summary>
    public ImageEntry? Find(string id) => images.GetValueOrDefault(id);

    /// <summary>The full names of an image, sorted.</summary>
    public IReadOnlyList<string> NamesOf(string id) => [.. names.Where(n => n.Value == id).Select(n => n.Key)];

    /// <summary>When an image last got a name; null where it never did.</summary>
    public DateTimeOffset? TaggedAt(string id) => tagged.TryGetValue(id, out DateTimeOffset at) ? at : null;

    /// <summary>
    /// Puts an image in, with its record on disk. A record that was sure before is only replaced by one that is (<paramref name="sync"/>).
    /// </summary>
    public void Put(ImageRecord record, bool sync)
    {
        lock (Gate)
        {
            Digest id = Digest.Parse(record.Id);
            AtomicFile.Write(PathOf(id), JsonSerializer.SerializeToUtf8Bytes(record, StateJson.Default.ImageRecord), sync);
            images[record.Id] = images.TryGetValue(record.Id, out ImageEntry? old) ? old.With(record) : new ImageEntry(record, content);
        }
    }

    /// <summary>
    /// Makes sure of images whose files <paramref name="bringToDisk"/> brings to the disk, and of the names as they were before. To be called
    /// by one thread at a time.
    /// </summary>
    public void Settle(IReadOnlyList<string> ids, Action bringToDisk)
    {
        byte[] before;
        lock (Gate)
        {
            before = Serialize(names, tagged);
        }

        bringToDisk();
        AtomicFile.Write(Path.Combine(folder, SureNames), before, sync: true);
        lock (Gate)
        {
            foreach (ImageEntry image in ids.Select(Find).OfType<ImageEntry>().Where(i => i.Record.UnsyncedIn is not null))
            {
                Put(image.Record with { UnsyncedIn = null }, sync: true);
            }
        }
    }

    /// <summary>Gives names to images, in one step.</summary>
    public void SetNames(IEnumerable<KeyValuePair<string, string>> given, DateTimeOffset now)
    {
        lock (Gate)
        {
            var next = new SortedDictionary<string, string>(names, StringComparer.Ordinal);
            var at = new SortedDictionary<string, DateTimeOffset>(tagged, StringComparer.Ordinal);
            foreach ((string name, string id) in given)
            {
                next[name] = id;
                if (!name.Contains('@', StringComparison.Ordinal))
                {
                    at[id] = now;
                }
            }

            WriteNames(next, at);
        }
    }

    /// <summary>Takes names away, in one step.</summary>
    public void RemoveNames(IEnumerable<string> taken)
    {
        lock (Gate)
        {
            var next = new SortedDictionary<string, string>(names, StringComparer.Ordinal);
            foreach (string name in taken)
            {
                next.Remove(name);
            }

            WriteNames(next, new SortedDictionary<string, DateTimeOffset>(tagged.Where(t => images.ContainsKey(t.Key)).ToDictionary(), StringComparer.Ordinal));
        }
    }

    /// <summary>
    /// Removes an image without names, and the blobs and layers that nothing else needs. Gives the removed layers, topmost first, and the
    /// bytes that all this took.
    /// </summary>
    public (IReadOnlyList<string> Layers, long Bytes) Remove(string id)
    {
        lock (Gate)
        {
            if (!images.Remove(id, out ImageEntry? entry))
            {
                return ([], 0);
            }

            File.Delete(PathOf(Digest.Parse(id)));
            HashSet<string> needed = Needed();
            long bytes = 0;
            var removed = new List<string>();
            foreach (ImageLayer layer in entry.Record.Layers.Reverse())
            {
                if (!needed.Contains(layer.Key))
                {
                    bytes += layers.Remove(layer.Key);
                    removed.Add(layer.Key);
                }
            }

            foreach (string blob in BlobsOf(entry.Record).Where(b => !needed.Contains(b)))
            {
                content.Remove(Digest.Parse(blob));
            }

            return (removed, bytes);
        }
    }

    /// <summary>Removes those of some layers that nothing needs any more.</summary>
    public void Release(IEnumerable<string> keys)
    {
        lock (Gate)
        {
            HashSet<string> needed = Needed();
            foreach (string key in keys.Where(k => !needed.Contains(k)))
            {
                layers.Remove(key);
            }
        }
    }

    /// <summary>Removes every blob and layer that nothing needs: what broken-off pulls left. Gives their bytes.</summary>
    public long Sweep()
    {
        lock (Gate)
        {
            HashSet<string> needed = Needed();
            long bytes = 0;
            foreach (string key in layers.Keys.Where(k => !needed.Contains(k)).ToList())
            {
                bytes += layers.Remove(key);
            }

            foreach (Digest blob in content.List().Where(b => !needed.Contains(b.Value)).ToList())
            {
                bytes += content.Remove(blob);
            }

            return bytes;
        }
    }

    /// <summary>Keeps blobs and layers from being removed while an operation counts on them, whether they are there yet or not.</summary>
    public Lease Hold() => new(this);

    private HashSet<string> Needed()
    {
        var needed = new HashSet<string>(held.Keys, StringComparer.Ordinal);
        needed.UnionWith(SnapshotLayers());
        foreach (ImageEntry entry in images.Values)
        {
            needed.UnionWith(entry.Record.Layers.Select(l => l.Key));
            needed.UnionWith(BlobsOf(entry.Record));
        }

        return needed;
    }

    private static IEnumerable<string> BlobsOf(ImageRecord record) =>
        record.Layers.Select(l => l.Blob).Append(record.Manifest).Append(record.Id).OfType<string>();

    private string PathOf(Digest id) => Path.Combine(folder, id.Hex + ".json");

    // The disk first: what can't be written didn't happen.
    private void WriteNames(SortedDictionary<string, string> next, SortedDictionary<string, DateTimeOffset> at)
    {
        if (!next.SequenceEqual(names) || !at.SequenceEqual(tagged))
        {
            AtomicFile.Write(Path.Combine(folder, NamesName), Serialize(next, at));
            (names, tagged) = (next, at);
        }
    }

    private static byte[] Serialize(SortedDictionary<string, string> names, SortedDictionary<string, DateTimeOffset> tagged) =>
        JsonSerializer.SerializeToUtf8Bytes(new NameTable { Names = names, Tagged = tagged }, StateJson.Default.NameTable);

    private void ReadRecord(string path, string boot)
    {
        string file = Path.GetFileName(path);
        if (file.EndsWith(".new", StringComparison.Ordinal))
        {
            File.Delete(path);
        }
        else if (file.Length == 64 + 5)
        {
            ImageRecord? record = Parse(path);
            string? fault = record is null ? "its record is damaged"
                : record.UnsyncedIn is { } other && other != boot ? "the machine went down before its files were on the disk"
                : !content.Has(Digest.Parse(record.Id)) ? "its configuration is missing"
                : record.Layers.Any(l => layers.Find(l.Key) is null) ? "a layer is missing" : null;
            if (fault is null)
            {
                images[record!.Id] = new ImageEntry(record, content);
            }
            else
            {
                File.Delete(path);
                CleanedUp.Add($"dropped image {file[..12]}: {fault}");
            }
        }
    }

    private static ImageRecord? Parse(string path)
    {
        try
        {
            ImageRecord? record = JsonSerializer.Deserialize(File.ReadAllBytes(path), StateJson.Default.ImageRecord);
            return Digest.TryParse(record?.Id, out Digest? id) && Path.GetFileName(path) == id.Hex + ".json" ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void ReadNames()
    {
        NameTable? table = ReadTable(NamesName);
        if (table is null && File.Exists(Path.Combine(folder, NamesName)))
        {
            table = ReadTable(SureNames);
            CleanedUp.Add(table is null ? "dropped the images' names: their table is damaged" : "went back to an earlier table of the images' names: the last one is damaged");
        }

        foreach ((string name, string id) in table?.Names ?? [])
        {
            if (images.ContainsKey(id))
            {
                names[name] = id;
            }
        }

        foreach ((string id, DateTimeOffset at) in table?.Tagged ?? [])
        {
            if (images.ContainsKey(id))
            {
                tagged[id] = at;
            }
        }
    }

    private NameTable? ReadTable(string file)
    {
        string path = Path.Combine(folder, file);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StateJson.Default.NameTable) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What an operation holds; given back when disposed.</summary>
    internal sealed class Lease(ImageDatabase database) : IDisposable
    {
        private readonly List<string> mine = [];

        /// <summary>Holds layers by key and blobs by digest.</summary>
        public void Add(params IEnumerable<string> keys)
        {
            lock (database.Gate)
            {
                foreach (string key in keys)
                {
                    mine.Add(key);
                    database.held[key] = database.held.GetValueOrDefault(key) + 1;
                }
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (database.Gate)
            {
                foreach (string key in mine)
                {
                    if (--database.held[key] == 0)
                    {
                        database.held.Remove(key);
                    }
                }

                mine.Clear();
            }
        }
    }
}
