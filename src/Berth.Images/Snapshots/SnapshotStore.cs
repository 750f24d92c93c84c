using System.Collections.Concurrent;
using System.Text.Json;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// The file systems of containers, under <c>snapshots/ID</c>: <c>upper</c> and <c>work</c> of an overlay, or the <c>root</c> of a copy. Made
/// under another name and renamed, so that a half-made one never counts.
/// </summary>
public sealed class SnapshotStore
{
    private const string NewPrefix = ".new-";
    private const string RecordName = "snapshot.json";

    private readonly string folder;
    private readonly ImageDatabase database;
    private readonly LayerStore layers;
    private readonly Trash trash;
    private readonly Task<(SnapshotMode Mode, string Reason)> probe;
    private readonly ConcurrentDictionary<string, SnapshotRecord> records = new(StringComparer.Ordinal);

    internal SnapshotStore(string folder, ImageDatabase database, LayerStore layers, Trash trash, bool forceCopies)
    {
        (this.folder, this.database, this.layers, this.trash) = (folder, database, layers, trash);
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.GetDirectories(folder))
        {
            if (Path.GetFileName(path).StartsWith('.') || Read(path) is not { } record)
            {
                trash.Take(path);
                CleanedUp++;
            }
            else
            {
                records[Path.GetFileName(path)] = record;
            }
        }

        database.SnapshotLayers = () => records.Values.SelectMany(r => r.Layers);
        probe = Task.Run(() => SnapshotProbe.Run(folder, forceCopies)); // some milliseconds, which only the first container waits for
    }

    /// <summary>How containers get their root file system on this machine.</summary>
    public SnapshotMode Mode => probe.GetAwaiter().GetResult().Mode;

    /// <summary>Why it is so, one line for <c>info</c>: what the kernel said to an overlay, or what the copies use.</summary>
    public string ModeReason => probe.GetAwaiter().GetResult().Reason;

    /// <summary>Completes when the mode is known.</summary>
    internal Task Ready => probe;

    /// <summary>How many half-made snapshots were removed at the start.</summary>
    internal int CleanedUp { get; }

    /// <summary>
    /// Makes the file system of a new container from an image (null: an empty root). An overlay takes microseconds: nothing is
    /// synced, because a container that was just made is lost with the machine anyway.
    /// </summary>
    public Snapshot Create(string id, string? imageId)
    {
        using ImageDatabase.Lease lease = database.Hold();
        SnapshotRecord record;
        lock (database.Gate)
        {
            IReadOnlyList<string> keys = imageId is null ? []
                : [.. (database.Find(imageId) ?? throw ImageNames.Unknown(imageId)).Record.Layers.Select(l => l.Key)];
            lease.Add(keys);
            record = new SnapshotRecord { Image = imageId, Layers = keys, Copy = Mode == SnapshotMode.Copy };
        }

        string aside = Path.Combine(folder, NewPrefix + id);
        try
        {
            Fill(aside, record);
            FileCalls.Rename(FileCalls.WorkingFolder, aside, FileCalls.WorkingFolder, Path.Combine(folder, id), RenameOptions.NoReplace);
        }
        catch (IOException e)
        {
            trash.Take(aside);
            throw StoreFaults.Of(e, "make the file system of container " + id);
        }

        records[id] = record;
        return Describe(id, record);
    }

    /// <summary>The snapshot of that name; null where there is none.</summary>
    public Snapshot? Find(string id) => records.TryGetValue(id, out SnapshotRecord? record) ? Describe(id, record) : null;

    /// <summary>The names of all snapshots.</summary>
    public IReadOnlyList<string> List() => [.. records.Keys];

    /// <summary>Removes a snapshot; it is gone at once, its files are deleted in the background. Nothing happens where there is none.</summary>
    public void Remove(string id)
    {
        if (records.TryRemove(id, out SnapshotRecord? record))
        {
            trash.Take(Path.Combine(folder, id));
            if (record.Image is null || database.Find(record.Image) is null)
            {
                database.Release(record.Layers); // the image went first, and left them for this
            }
        }
    }

    /// <summary>What a container changed, sorted by path, as <c>docker diff</c> lists it.</summary>
    public IReadOnlyList<FileChange> Changes(string id)
    {
        Snapshot snapshot = Get(id);
        using var lower = new LayerChain(LowerOf(id));
        return snapshot.UpperFolder is { } upper ? SnapshotChanges.OfUpper(upper, lower) : SnapshotChanges.OfCopy(snapshot.RootFolder!, lower);
    }

    /// <summary>Bytes that a container's changes take: those of its own files, or of all files of a copy.</summary>
    public long Size(string id)
    {
        Snapshot snapshot = Get(id);
        using RootedFolder root = RootedFolder.Open(snapshot.UpperFolder ?? snapshot.RootFolder!);
        return TreeSize.Of(root);
    }

    /// <summary>The folders of the layers below a snapshot, topmost first, whatever its mode.</summary>
    internal IReadOnlyList<string> LowerOf(string id) => layers.LowerFolders(records[id].Layers);

    internal Snapshot Get(string id) => Find(id) ?? throw new ImageException(ImageErrorKind.NotFound, $"no file system of container {id}");

    private void Fill(string aside, SnapshotRecord record)
    {
        FileCalls.MakeFolder(FileCalls.WorkingFolder, aside, 0x1C0 /* 0700 */);
        File.WriteAllBytes(Path.Combine(aside, RecordName), JsonSerializer.SerializeToUtf8Bytes(record, StateJson.Default.SnapshotRecord));
        string root = Path.Combine(aside, record.Copy ? "root" : "upper");
        FileCalls.MakeFolder(FileCalls.WorkingFolder, root);
        if (record.Copy)
        {
            Copy(root, record.Layers);
        }
        else
        {
            FileCalls.MakeFolder(FileCalls.WorkingFolder, Path.Combine(aside, "work"), 0x1C0 /* 0700 */);
        }

        // An overlay's root shows the upper folder's attributes; overlayfs doesn't copy them up.
        FileStat? given = layers.RootOf(record.Layers);
        FileCalls.SetMode(FileCalls.WorkingFolder, root, given?.Mode ?? 0x1ED /* 0755 */);
        if (given is { } like)
        {
            FileCalls.SetOwner(FileCalls.WorkingFolder, root, like.User, like.Group);
            FileCalls.SetTimes(FileCalls.WorkingFolder, root, like.ModifyTime, like.ModifyTime);
        }
    }

    private void Copy(string target, IReadOnlyList<string> keys)
    {
        using RootedFolder root = RootedFolder.Open(target);
        foreach (string layer in layers.LowerFolders(keys).Reverse())
        {
            using RootedFolder source = RootedFolder.Open(layer);
            TreeCopy.Apply(source, root);
        }
    }

    private Snapshot Describe(string id, SnapshotRecord record)
    {
        string path = Path.Combine(folder, id);
        return record.Copy
            ? new Snapshot { Id = id, ImageId = record.Image, Mode = SnapshotMode.Copy, RootFolder = Path.Combine(path, "root") }
            : new Snapshot
            {
                Id = id,
                ImageId = record.Image,
                Mode = SnapshotMode.Overlay,
                LowerFolders = layers.LowerFolders(record.Layers),
                UpperFolder = Path.Combine(path, "upper"),
                WorkFolder = Path.Combine(path, "work"),
            };
    }

    private static SnapshotRecord? Read(string path)
    {
        string file = Path.Combine(path, RecordName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), StateJson.Default.SnapshotRecord) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
