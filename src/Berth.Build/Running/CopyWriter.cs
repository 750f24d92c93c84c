using System.Formats.Tar;
using System.IO.Pipelines;
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
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
            var write = Task.Run(() => WriteArchiveAsync(pipe.Writer, folders, plan), cancel);
            await using (var archive = pipe.Reader.AsStream()) await containers.PutArchiveAsync(container.Id, "/", archive, cancel: cancel).ConfigureAwait(false);
            await write.ConfigureAwait(false);
            return container;
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task WriteArchiveAsync(PipeWriter writer, TargetFolders folders, CopyPlan plan)
    {
        Exception? failure = null;
        try
        {
            await using var tar = new TarWriter(writer.AsStream(leaveOpen: true), TarEntryFormat.Pax, leaveOpen: true);
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
        catch (Exception e) when (e is IOException or InvalidOperationException or ArgumentException)
        {
            failure = e;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}
