using System.Globalization;
using Berth.Engine;

namespace Berth.Build;

/// <summary>
/// The folders of <c>RUN --mount=type=cache</c>: they outlive builds and engines. A name has one folder, and more of them where steps that don't share it want it at the
/// same time. Folder <c>NAME/files</c> is what steps see, <c>NAME/about</c> says when it was made, how often it was used and what it is called.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="time">The clock.</param>
internal sealed class CacheMounts(string folder, TimeProvider time)
{
    private const int NameLength = 24;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Use> _uses = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Removes what a killed engine left half made or half removed.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder)) return;
        foreach (string left in Directory.EnumerateDirectories(folder, ".*")) MountFolder.Remove(left);
    }

    /// <summary>Takes a cache for a step; waits for others where nobody may share it.</summary>
    /// <param name="id">What it is called.</param>
    /// <param name="key">The hash of all that tells it from others.</param>
    /// <param name="sharing">Who else may use it.</param>
    /// <param name="fill">Makes a new one's files in a folder that is not there yet.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<CacheMountLease> TakeAsync(string id, string key, CacheSharing sharing, Func<string, Task> fill, CancellationToken cancel)
    {
        while (true)
        {
            string? name;
            Use use;
            Task changed;
            bool isMaker = false;
            lock (_lock)
            {
                changed = _changed.Task;
                name = Choose(key, sharing);
                if (name is null) use = new Use(sharing, Task.CompletedTask);
                else if (_uses.TryGetValue(name, out var shared)) use = shared;
                else
                {
                    isMaker = true;
                    _uses[name] = use = new Use(sharing, MakeAsync(id, name, fill));
                }

                use.Count++;
            }

            if (name is null)
            {
                await changed.WaitAsync(cancel).ConfigureAwait(false);
                continue;
            }

            var lease = new CacheMountLease(FilesOf(name), () => Release(name));
            try
            {
                await use.Ready.ConfigureAwait(false);
                return lease;
            }
            catch when (!isMaker && !cancel.IsCancellationRequested)
            {
                // The other build's failure, or its end, is not this one's: it makes the folder itself.
                lease.Dispose();
            }
            catch
            {
                lease.Dispose();
                throw;
            }
        }
    }

    /// <summary>What there is; with sizes only where they are asked for, as they are counted file by file.</summary>
    public IReadOnlyList<CacheMountRecord> List(bool withSizes)
    {
        HashSet<string> used;
        lock (_lock) used = [.. _uses.Keys];
        return [.. Names("").Select(name => Read(name, used.Contains(name), withSizes)).OfType<CacheMountRecord>()];
    }

    /// <summary>Removes one that nobody uses; false where somebody does, or it isn't there.</summary>
    public bool Remove(string name)
    {
        string gone = Path.Combine(folder, ".gone-" + Guid.NewGuid().ToString("N"));
        lock (_lock)
        {
            if (_uses.ContainsKey(name) || !Directory.Exists(Path.Combine(folder, name))) return false;
            Directory.Move(Path.Combine(folder, name), gone);
        }

        MountFolder.Remove(gone);
        return true;
    }

    /// <summary>The folder of a name's files.</summary>
    private string FilesOf(string name) => Path.Combine(folder, name, "files");

    /// <summary>A folder that may be used now: one that is shared, one that is idle, a new one; null where it must be waited for.</summary>
    private string? Choose(string key, CacheSharing sharing)
    {
        string prefix = key[..NameLength] + "-";
        var names = Names(prefix).Union(_uses.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToList();
        if (sharing == CacheSharing.Shared && names.Find(n => _uses.TryGetValue(n, out var use) && use.Sharing == CacheSharing.Shared) is { } shared) return shared;
        if (names.Find(n => !_uses.ContainsKey(n)) is { } idle) return idle;
        if (sharing == CacheSharing.Locked && names.Count > 0) return null;
        return Enumerable.Range(0, int.MaxValue).Select(n => prefix + n.ToString(CultureInfo.InvariantCulture)).First(n => !names.Contains(n));
    }

    private IEnumerable<string> Names(string prefix) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, prefix + "*").Select(p => Path.GetFileName(p)).Where(n => n[0] != '.') : [];

    private async Task MakeAsync(string id, string name, Func<string, Task> fill)
    {
        await Task.Yield();
        string path = Path.Combine(folder, name), aside = Path.Combine(folder, ".new-" + name);
        if (Directory.Exists(path))
        {
            var known = Read(name, isUsed: true, withSize: false);
            Write(path, id, known?.Created ?? time.GetUtcNow(), (known?.Uses ?? 0) + 1);
            return;
        }

        try
        {
            Directory.CreateDirectory(aside);
            await fill(Path.Combine(aside, "files")).ConfigureAwait(false);
            Write(aside, id, time.GetUtcNow(), 1);
            Directory.Move(aside, path);
        }
        catch
        {
            MountFolder.Remove(aside);
            throw;
        }
    }

    private void Write(string path, string id, DateTimeOffset created, int uses)
    {
        string about = Path.Combine(path, "about"), aside = about + ".new";
        File.WriteAllText(aside, string.Create(CultureInfo.InvariantCulture, $"{created.ToUnixTimeMilliseconds()}\n{uses}\n{id}"));
        File.SetLastWriteTimeUtc(aside, time.GetUtcNow().UtcDateTime);
        File.Move(aside, about, overwrite: true);
    }

    private CacheMountRecord? Read(string name, bool isUsed, bool withSize)
    {
        string about = Path.Combine(folder, name, "about");
        try
        {
            string[] lines = File.ReadAllText(about).Split('\n', 3);
            if (lines.Length < 3 || !long.TryParse(lines[0], CultureInfo.InvariantCulture, out long created) || !int.TryParse(lines[1], CultureInfo.InvariantCulture, out int uses)) return null;
            long size = withSize ? MountFolder.SizeOf(FilesOf(name)) : 0;
            return new CacheMountRecord(name, lines[2], isUsed, size, DateTimeOffset.FromUnixTimeMilliseconds(created), File.GetLastWriteTimeUtc(about), uses);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Release(string name)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (--_uses[name].Count == 0) _uses.Remove(name);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Use(CacheSharing sharing, Task ready)
    {
        public CacheSharing Sharing => sharing;

        public Task Ready => ready;

        public int Count { get; set; }
    }
}
