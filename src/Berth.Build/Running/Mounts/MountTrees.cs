using System.Formats.Tar;
using Berth.Docker;
using Berth.Engine;

namespace Berth.Build;

/// <summary>
/// Files of archives, unpacked for mounts of one build's steps. What can't be written to is unpacked once and shown to each step that wants it; the rest is unpacked
/// for each step anew, as its changes go with it.
/// </summary>
/// <param name="scratch">The folder that they are unpacked below.</param>
internal sealed class MountTrees(string scratch) : IDisposable
{
    private const int BufferSize = 1 << 17;

    private readonly Dictionary<(SourceTree, string), Task<MountTree>> _shared = [];

    /// <summary>What a path of a tree that lives as long as the build looks like for mounts that only read.</summary>
    public Task<MountTree> SharedAsync(CopySource source, CancellationToken cancel)
    {
        lock (_shared)
        {
            var key = (source.Tree, source.Path);
            if (!_shared.TryGetValue(key, out var made) || made.IsFaulted || made.IsCanceled) _shared[key] = made = OwnAsync(source, cancel);
            return made;
        }
    }

    /// <summary>A copy for one step, which disposes of it.</summary>
    /// <param name="source">The folder or file; null: an empty folder.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<MountTree> OwnAsync(CopySource? source, CancellationToken cancel)
    {
        var tree = new MountTree(Path.Combine(scratch, "mount-" + Guid.NewGuid().ToString("N")), source);
        try
        {
            await FillAsync(tree.Folder, source, cancel).ConfigureAwait(false);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>Puts a folder's content, or a file by its name, into a new folder, with owners and modes.</summary>
    public static async Task FillAsync(string folder, CopySource? source, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        if (source is null) return;
        var plan = PlanOf(source);
        await UnpackAsync(folder, tar => WriteAsync(tar, plan), cancel).ConfigureAwait(false);
        if (source.Tree.Find(source.Path) is { IsFolder: true } top) MountFolder.Give(folder, top.Uid, top.Gid, top.Mode);
    }

    /// <summary>What a source is, item by item, as it is.</summary>
    public static CopyPlan PlanOf(CopySource source)
    {
        var plan = new CopyPlan("/", isFolder: true, owner: null, isOurs: false, mode => mode, []);
        plan.Add(source);
        return plan;
    }

    /// <summary>Unpacks an archive into a folder while it is written.</summary>
    public static async Task UnpackAsync(string folder, Func<TarWriter, Task> write, CancellationToken cancel)
    {
        var archive = MadeStream.Start(async output =>
        {
            // Whole buffers: the two sides would hand over to each other at every small file.
            await using var buffered = new BufferedStream(output, BufferSize);
            await using var tar = new TarWriter(buffered, TarEntryFormat.Pax, leaveOpen: true);
            await write(tar).ConfigureAwait(false);
        });
        await using (archive.ConfigureAwait(false))
        {
            // It blocks its thread, which the writing side must not be without.
            await Task.Factory.StartNew(() => MountFolder.Unpack(folder, archive.Content, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var made in _shared.Values.Where(m => m.IsCompletedSuccessfully)) made.Result.Dispose();
    }

    private static async Task WriteAsync(TarWriter tar, CopyPlan plan)
    {
        foreach (var item in plan.Items)
        {
            var entry = item.Entry.ToTar(item.Target, item.Entry.Link);
            if (item.Entry.IsFile) entry.DataStream = item.Open();
            await tar.WriteEntryAsync(entry).ConfigureAwait(false);
            if (entry.DataStream is { } data) await data.DisposeAsync().ConfigureAwait(false);
        }
    }
}
