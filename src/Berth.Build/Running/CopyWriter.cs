using System.Formats.Tar;
using Berth.Docker;

namespace Berth.Build;

/// <summary>Puts what a plan says into images.</summary>
internal sealed class CopyWriter(IContainers containers)
{
    /// <summary>Puts a plan's items into a new container of the image.</summary>
    public async Task<StepContainer> WriteAsync(CopyPlan plan, ImageState state, CancellationToken cancel)
    {
        var container = await StepContainer.CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);
        try
        {
            var folders = new TargetFolders(container);
            foreach (string folder in plan.Folders) await folders.NeedAsync(folder, cancel).ConfigureAwait(false);
            foreach (var item in plan.Items) await folders.NeedAsync(item, cancel).ConfigureAwait(false);
            var archive = MadeStream.Start(output => WriteArchiveAsync(output, folders, plan));
            await using (archive.ConfigureAwait(false)) await containers.PutArchiveAsync(container.Id, "/", archive.Content, cancel: cancel).ConfigureAwait(false);
            return container;
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task WriteArchiveAsync(Stream output, TargetFolders folders, CopyPlan plan)
    {
        await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        var (uid, gid) = plan.Owner ?? (0, 0);
        foreach (string missing in folders.Missing)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, missing.TrimStart('/') + "/") { Mode = (UnixFileMode)plan.MissingFolderMode, Uid = uid, Gid = gid }).ConfigureAwait(false);
        }

        foreach (var item in plan.Items)
        {
            var entry = item.Entry.ToTar(folders.Resolved(item.Target), item.Entry.Type == TarEntryType.HardLink ? folders.Resolved(item.Entry.Link) : item.Entry.Link);
            if (item.Entry.IsFile) entry.DataStream = item.Open();
            await tar.WriteEntryAsync(entry).ConfigureAwait(false);
            if (entry.DataStream is { } data) await data.DisposeAsync().ConfigureAwait(false);
        }
    }
}
