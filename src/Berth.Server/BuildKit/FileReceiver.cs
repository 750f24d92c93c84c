using System.Formats.Tar;

namespace Berth.Server;

/// <summary>
/// Gets a folder of the client through its session (<c>moby.filesync.v1.FileSync/DiffCopy</c>): the client tells of each entry, the engine asks for the content of
/// files, by their numbers, and gets it in parts.
/// </summary>
internal sealed class FileReceiver(BuildSession session)
{
    /// <summary>The method that the client must serve.</summary>
    public const string Method = "/moby.filesync.v1.FileSync/DiffCopy";

    /// <summary>Writes a folder into an archive.</summary>
    /// <param name="folder">The folder's name in the session, such as <c>context</c>.</param>
    /// <param name="only">Only this path; null: all.</param>
    /// <param name="isWanted">Whether an entry is asked for, by its path.</param>
    /// <param name="add">Gets each entry; it is written when the call returns.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="GrpcException">The client refused.</exception>
    public async Task ReceiveAsync(string folder, string? only, Predicate<string> isWanted, Func<PaxTarEntry, Task> add, CancellationToken cancel)
    {
        // Several values of one name would be joined on their way: there can be one path, and patterns are applied here.
        List<KeyValuePair<string, string>> metadata = [new("dir-name", folder)];
        if (only is not null)
        {
            metadata.Add(new("followpaths", only));
        }

        using var exchange = session.Open(Method, metadata, cancel);
        var entries = await EntriesAsync(exchange, cancel).ConfigureAwait(false);
        for (var i = 0; i < entries.Count; i++)
        {
            if (!isWanted(entries[i].Path) || entries[i].ToTar() is not { } entry)
            {
                continue;
            }

            if (entries[i].HasContent)
            {
                await exchange.SendAsync(FilePacket.Write(FilePacketKind.Request, i), cancel).ConfigureAwait(false);
                var content = new ReceivedContent(exchange, i, entries[i].Size, cancel);
                entry.DataStream = content;
                await add(entry).ConfigureAwait(false);
                await content.FinishAsync().ConfigureAwait(false);
            }
            else
            {
                await add(entry).ConfigureAwait(false);
            }
        }

        await exchange.SendAsync(FilePacket.Write(FilePacketKind.Finish), cancel).ConfigureAwait(false);
        while (await exchange.ReadAsync(cancel).ConfigureAwait(false) is { } last && FilePacket.Read(last).Kind != FilePacketKind.Finish)
        {
            // What was on its way.
        }

        exchange.End();
    }

    private static async Task<List<ReceivedEntry>> EntriesAsync(GrpcExchange exchange, CancellationToken cancel)
    {
        List<ReceivedEntry> entries = [];
        while (await exchange.ReadAsync(cancel).ConfigureAwait(false) is { } message)
        {
            var packet = FilePacket.Read(message);
            if (packet.Kind != FilePacketKind.Stat)
            {
                throw new InvalidDataException("the client sent files before the list of them was whole");
            }

            if (packet.Entry is not { } entry)
            {
                return entries;
            }

            entries.Add(entry);
        }

        throw new IOException("the client's list of files broke off");
    }
}
