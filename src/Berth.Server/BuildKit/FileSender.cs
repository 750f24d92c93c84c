using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;

namespace Berth.Server;

/// <summary>
/// Sends an image's files to the client (<c>moby.filesync.v1.FileSend/DiffCopy</c>): as one archive, or entry by entry, where the client asks for each file's content.
/// </summary>
/// <param name="session">The client's session.</param>
/// <param name="open">Opens the archive of the files; each time it is the same.</param>
internal sealed class FileSender(BuildSession session, Func<Stream> open)
{
    private const string Method = "/moby.filesync.v1.FileSend/DiffCopy", Exporter = "buildkit-attachable-exporter-id";
    private const int PartLength = 32 * 1024;

    /// <summary>Sends the archive.</summary>
    /// <param name="exporter">Which of the client's outputs it is for.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task SendArchiveAsync(int exporter, CancellationToken cancel)
    {
        using var exchange = Open(exporter, cancel);
        await using (var archive = open())
        {
            var buffer = new byte[PartLength];
            while (await archive.ReadAsync(buffer, cancel).ConfigureAwait(false) is int count and > 0)
            {
                await exchange.SendAsync(ProtoWriter.Message(message => message.Bytes(1, buffer.AsSpan(0, count))), cancel).ConfigureAwait(false);
            }
        }

        exchange.End();
        while (await exchange.ReadAsync(cancel).ConfigureAwait(false) is not null)
        {
            // The client's end says that it has all.
        }
    }

    /// <summary>Sends the files.</summary>
    /// <param name="exporter">Which of the client's outputs they are for.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task SendFilesAsync(int exporter, CancellationToken cancel)
    {
        using var exchange = Open(exporter, cancel);
        var entries = await EntriesAsync(cancel).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            await exchange.SendAsync(ProtoWriter.Message(packet => packet.Inner(2, entry.Write)), cancel).ConfigureAwait(false);
        }

        await exchange.SendAsync(FilePacket.Write(FilePacketKind.Stat), cancel).ConfigureAwait(false);
        var asked = new ConcurrentDictionary<int, TaskCompletionSource>();
        var questions = ListenAsync(exchange, asked, cancel);
        await SendContentsAsync(exchange, entries, asked, questions, cancel).ConfigureAwait(false);
        await questions.ConfigureAwait(false);
        await exchange.SendAsync(FilePacket.Write(FilePacketKind.Finish), cancel).ConfigureAwait(false);
        exchange.End();
    }

    // The client wants paths in the order of a walk: by their parts.
    private async Task<List<SentEntry>> EntriesAsync(CancellationToken cancel)
    {
        var entries = new SortedDictionary<string, SentEntry>(StringComparer.Ordinal);
        await using var archive = open();
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancel).ConfigureAwait(false) is { } entry)
        {
            var sent = new SentEntry(entry);
            if (sent.Path.Length > 0)
            {
                entries[Key(sent.Path)] = sent;
            }
        }

        await archive.CopyToAsync(Stream.Null, cancel).ConfigureAwait(false);
        foreach (var link in entries.Values.Where(entry => entry.Target.Length > 0))
        {
            link.IsLink = string.CompareOrdinal(Key(link.Target), Key(link.Path)) < 0;
            link.Size = entries.TryGetValue(Key(link.Target), out var target) ? target.Size : 0;
        }

        return [.. entries.Values];
    }

    private static string Key(string path) => path.Replace('/', '\0');

    // A link before its target gets the content as its own.
    private async Task SendContentsAsync(GrpcExchange exchange, List<SentEntry> entries, ConcurrentDictionary<int, TaskCompletionSource> asked, Task questions, CancellationToken cancel)
    {
        var numbers = entries.Select((entry, number) => (Name: entry.Target.Length > 0 ? entry.Target : entry.Path, entry.IsFile, Number: number))
            .Where(file => file.IsFile).ToLookup(file => file.Name, file => file.Number, StringComparer.Ordinal);
        await using var archive = open();
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancel).ConfigureAwait(false) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            {
                continue;
            }

            int[] wanted = [.. numbers[SentEntry.Clean(entry.Name)]];
            foreach (var number in wanted)
            {
                // A client that ends early asks for nothing more.
                await Task.WhenAny(asked.GetOrAdd(number, NewSignal).Task, questions).ConfigureAwait(false);
            }

            await SendContentAsync(exchange, entry.DataStream, wanted, cancel).ConfigureAwait(false);
        }

        await archive.CopyToAsync(Stream.Null, cancel).ConfigureAwait(false);
    }

    private static async Task SendContentAsync(GrpcExchange exchange, Stream? content, int[] wanted, CancellationToken cancel)
    {
        var buffer = new byte[PartLength];
        int count;
        do
        {
            // A part without data is the end of the file.
            count = content is null ? 0 : await content.ReadAsync(buffer, cancel).ConfigureAwait(false);
            foreach (var number in wanted)
            {
                await exchange.SendAsync(FilePacket.Write(FilePacketKind.Data, number, buffer.AsMemory(0, count)), cancel).ConfigureAwait(false);
            }
        }
        while (count > 0);
    }

    private static async Task ListenAsync(GrpcExchange exchange, ConcurrentDictionary<int, TaskCompletionSource> asked, CancellationToken cancel)
    {
        while (await exchange.ReadAsync(cancel).ConfigureAwait(false) is { } message)
        {
            var packet = FilePacket.Read(message);
            if (packet.Kind == FilePacketKind.Finish)
            {
                return;
            }

            if (packet.Kind == FilePacketKind.Request)
            {
                asked.GetOrAdd(packet.Number, NewSignal).TrySetResult();
            }
        }
    }

    private static TaskCompletionSource NewSignal(int number) => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GrpcExchange Open(int exporter, CancellationToken cancel) => session.Open(Method, [new(Exporter, exporter.ToString(CultureInfo.InvariantCulture))], cancel);
}
