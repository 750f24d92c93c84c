using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// Where trees go to be deleted: a rename takes them away at once, whole; deleting their files happens behind, and goes on at the next start
/// where it was cut off.
/// </summary>
internal sealed class Trash : IDisposable
{
    private readonly string folder;
    private readonly Lock gate = new();
    private Task work = Task.CompletedTask;
    private long taken;

    /// <summary>Opens the trash and begins to delete what an earlier process left in it.</summary>
    public Trash(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        Start();
    }

    /// <summary>Takes a tree of the same file system away. No such tree is no error.</summary>
    public void Take(string path)
    {
        string name = Path.Combine(folder, $"{Environment.ProcessId}-{Interlocked.Increment(ref taken)}-{Path.GetFileName(path)}");
        try
        {
            FileCalls.Rename(FileCalls.WorkingFolder, path, FileCalls.WorkingFolder, name);
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOENT)
        {
            return;
        }

        Start();
    }

    /// <summary>Completes when all that was taken so far is deleted.</summary>
    public Task Emptied
    {
        get
        {
            lock (gate)
            {
                return work;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Emptied.Wait();

    private void Start()
    {
        lock (gate)
        {
            work = work.ContinueWith(_ => Empty(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Empty()
    {
        foreach (string path in Directory.GetFileSystemEntries(folder))
        {
            try
            {
                FileCalls.RemoveTree(FileCalls.WorkingFolder, path);
            }
            catch (LinuxException)
            {
                // It stays for the next start: a mount may still be in it.
            }
        }
    }
}
