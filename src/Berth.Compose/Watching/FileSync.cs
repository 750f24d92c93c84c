using System.Formats.Tar;
using System.IO.Pipelines;

namespace Berth.Compose;

/// <summary>Brings changed files of the host into a service's containers, and takes removed ones away.</summary>
internal sealed class FileSync(EngineCalls engine, HookRunner hooks)
{
    /// <summary>Brings them; each pair is a path of the host and one of the container.</summary>
    public async Task RunAsync(IReadOnlyList<ObservedContainer> containers, IReadOnlyList<(string Host, string Container)> files, CancellationToken cancel)
    {
        List<(string Host, string Container)> present = [];
        List<string> gone = [];
        foreach (var file in files)
        {
            if (Path.Exists(file.Host) || new FileInfo(file.Host).LinkTarget is not null) present.Add(file);
            else gone.Add(file.Container);
        }

        foreach (var container in containers)
        {
            if (gone.Count > 0 && container.IsRunning) await hooks.RunAsync(container.Id, new ServiceHook { Command = ["rm", "-rf", "--", .. gone], User = "0" }, cancel).ConfigureAwait(false);
            if (present.Count > 0) await SendAsync(container.Id, present, cancel).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(string id, List<(string Host, string Container)> files, CancellationToken cancel)
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
        _ = Task.Run(() => WriteAsync(pipe.Writer, files), CancellationToken.None);
        await using var archive = pipe.Reader.AsStream();
        await engine.Containers.PutArchiveAsync(id, "/", archive, copyUidGid: true, cancel: cancel).ConfigureAwait(false);
    }

    private static async Task WriteAsync(PipeWriter writer, List<(string Host, string Container)> files)
    {
        Exception? failure = null;
        try
        {
            await using TarWriter tar = new(writer.AsStream(leaveOpen: true), TarEntryFormat.Pax, leaveOpen: true);
            foreach (var (host, container) in files) await AddAsync(tar, host, container.TrimStart('/')).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            failure = new IOException($"a changed file can't be read: {e.Message}", e);
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    private static async Task AddAsync(TarWriter tar, string host, string name)
    {
        try
        {
            await tar.WriteEntryAsync(host, name).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It has gone since: the next change tells.
        }
    }
}
