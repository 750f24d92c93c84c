using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// The one way an image comes into being: its record, then its names. Until its files are known to be on the disk the record says so; that
/// is found out behind, because nobody waits for a disk after a pull.
/// </summary>
internal sealed class ImageRegistrar(ImageDatabase database, string root, string boot, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<string> unsynced = new(StringComparer.Ordinal);
    private Task sync = Task.CompletedTask;

    /// <summary>Holds blobs and layers until they are part of an image.</summary>
    public ImageDatabase.Lease Hold() => database.Hold();

    /// <summary>Puts an image in, or brings its record up to date, and gives it names.</summary>
    public void Register(ImageRecord record, IEnumerable<ImageReference> names)
    {
        lock (database.Gate)
        {
            ImageRecord? old = database.Find(record.Id)?.Record;
            if (old is null || old.UnsyncedIn is not null)
            {
                database.Put(Merge(old, record) with { UnsyncedIn = boot }, sync: false);
            }
            else if (Merge(old, record) is var merged && !Same(old, merged))
            {
                database.Put(merged with { UnsyncedIn = null }, sync: true);
            }

            database.SetNames(names.Select(n => KeyValuePair.Create(n.ToString(), record.Id)), time.GetUtcNow());
        }

        Settle(record.Id);
    }

    /// <summary>Gives an image that is there names.</summary>
    public void Name(string id, IEnumerable<ImageReference> names)
    {
        lock (database.Gate)
        {
            if (database.Find(id) is null)
            {
                throw ImageNames.Unknown(id);
            }

            database.SetNames(names.Select(n => KeyValuePair.Create(n.ToString(), id)), time.GetUtcNow());
        }

        Settle(id);
    }

    /// <summary>Settles what an earlier process of this boot left unsettled.</summary>
    public void SettleAll()
    {
        foreach (ImageEntry image in database.Images.Where(i => i.Record.UnsyncedIn is not null))
        {
            Settle(image.Record.Id);
        }
    }

    /// <summary>Waits until all images are settled.</summary>
    public void Dispose()
    {
        Task last;
        lock (gate)
        {
            last = sync;
        }

        last.Wait();
    }

    // An image made again keeps what it had, but the manifest and the blobs that just came are as good as the old ones, and are surely there.
    private static ImageRecord Merge(ImageRecord? old, ImageRecord record) => old is null ? record : record with
    {
        Manifest = record.Manifest ?? old.Manifest,
        Parent = record.Parent ?? old.Parent,
        Layers = old.Manifest is not null && record.Manifest is null ? old.Layers : record.Layers,
    };

    private static bool Same(ImageRecord a, ImageRecord b) => a.Manifest == b.Manifest && a.Parent == b.Parent && a.Layers.SequenceEqual(b.Layers);

    private void Settle(string id)
    {
        lock (gate)
        {
            unsynced.Add(id);
            sync = sync.ContinueWith(_ => Sync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Sync()
    {
        string[] waiting;
        lock (gate)
        {
            waiting = [.. unsynced];
            unsynced.Clear();
        }

        if (waiting.Length == 0)
        {
            return;
        }

        try
        {
            database.Settle(waiting, () =>
            {
                using var folder = FileCalls.Open(root, OpenFlags.ReadOnly | OpenFlags.Directory);
                FileCalls.SyncFileSystem(folder);
            });
        }
        catch (Exception e) when (e is LinuxException or ImageException)
        {
            // The records go on saying that nothing is sure; the next start tries again.
        }
    }
}
