namespace Berth.Images;

/// <summary>
/// Work that several may want at the same time and that is done once: later callers join. It is cancelled when the last one who waits for
/// it gives up, and a next try waits until it has wound up.
/// </summary>
internal sealed class SharedWork<TKey, TResult>(TimeProvider time)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Entry> running = [];

    /// <summary>Does the work of a key, or joins it. <paramref name="follower"/> hears of its steps.</summary>
    public async Task<TResult> JoinAsync(TKey key, IProgress<ImageProgress>? follower, Func<ProgressFan, CancellationToken, Task<TResult>> work, CancellationToken cancel)
    {
        while (true)
        {
            Entry entry = Enter(key, follower, work);
            try
            {
                return await entry.Task.WaitAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Somebody else's cancellation; the work is still wanted here.
            }
            finally
            {
                if (Leave(key, entry, follower))
                {
                    // Nobody wants it any more; what it holds is given back before anything else is said.
                    await entry.Task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
                    Forget(key, entry);
                }
            }
        }
    }

    private Entry Enter(TKey key, IProgress<ImageProgress>? follower, Func<ProgressFan, CancellationToken, Task<TResult>> work)
    {
        lock (gate)
        {
            Task before = Task.CompletedTask;
            if (running.TryGetValue(key, out Entry? entry))
            {
                if (!entry.IsCut && !entry.Task.IsCompleted)
                {
                    entry.Users++;
                    entry.Fan.Add(follower);
                    return entry;
                }

                before = entry.Task;
            }

            entry = new Entry(new ProgressFan(time));
            entry.Fan.Add(follower);
            running[key] = entry;
            entry.Task = StartAsync(entry, before, work);
            return entry;
        }
    }

    private static async Task<TResult> StartAsync(Entry entry, Task before, Func<ProgressFan, CancellationToken, Task<TResult>> work)
    {
        await Task.Yield(); // not under the lock
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        return await work(entry.Fan, entry.Cancel.Token).ConfigureAwait(false);
    }

    /// <summary>Takes one user away; says whether that was the last and the work was cut off.</summary>
    private bool Leave(TKey key, Entry entry, IProgress<ImageProgress>? follower)
    {
        lock (gate)
        {
            entry.Fan.Remove(follower);
            if (--entry.Users > 0)
            {
                return false;
            }

            if (entry.Task.IsCompleted)
            {
                Forget(key, entry);
                return false;
            }

            entry.IsCut = true;
        }

        entry.Cancel.Cancel();
        return true;
    }

    private void Forget(TKey key, Entry entry)
    {
        lock (gate)
        {
            if (running.TryGetValue(key, out Entry? current) && current == entry)
            {
                running.Remove(key);
            }
        }
    }

    private sealed class Entry(ProgressFan fan)
    {
        public ProgressFan Fan { get; } = fan;

        public CancellationTokenSource Cancel { get; } = new();

        public int Users { get; set; } = 1;

        public bool IsCut { get; set; }

        public Task<TResult> Task { get; set; } = null!;
    }
}
