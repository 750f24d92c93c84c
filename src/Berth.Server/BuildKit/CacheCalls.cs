using System.Globalization;
using Berth.Docker;

namespace Berth.Server;

/// <summary>The build cache through BuildKit's API: <c>Control/DiskUsage</c> and <c>Control/Prune</c>.</summary>
internal sealed class CacheCalls(ApiServerOptions engine)
{
    /// <summary>Tells what is in the cache.</summary>
    public async Task DiskUsageAsync(GrpcCall call)
    {
        await call.RequestAsync().ConfigureAwait(false);
        var records = await engine.Builder.UsageAsync(call.Cancel).ConfigureAwait(false);
        await call.SendAsync(ProtoWriter.Message(response =>
        {
            foreach (var record in records)
            {
                response.Inner(1, usage => Write(usage, record));
            }
        })).ConfigureAwait(false);
    }

    /// <summary>Removes from the cache, and tells what.</summary>
    public async Task PruneAsync(GrpcCall call)
    {
        var request = Read(await call.RequestAsync().ConfigureAwait(false));
        var known = (await engine.Builder.UsageAsync(call.Cancel).ConfigureAwait(false)).ToDictionary(record => record.ID, StringComparer.Ordinal);
        var report = await engine.Builder.PruneAsync(request, call.Cancel).ConfigureAwait(false);
        long told = 0;
        foreach (var id in report.CachesDeleted ?? [])
        {
            var record = known.GetValueOrDefault(id) ?? new BuildCacheRecord { ID = id };
            told += record.Size;
            await call.SendAsync(ProtoWriter.Message(usage => Write(usage, record))).ConfigureAwait(false);
        }

        // What several entries had together counts once they all are gone.
        if (report.SpaceReclaimed > told)
        {
            await call.SendAsync(ProtoWriter.Message(usage => Write(usage, new BuildCacheRecord { ID = "layers", Size = report.SpaceReclaimed - told }))).ConfigureAwait(false);
        }
    }

    private static BuildCachePruneRequest Read(byte[] message)
    {
        var request = new BuildCachePruneRequest();
        for (var reader = new ProtoReader(message); reader.Next();)
        {
            request = reader.Field switch
            {
                1 when reader.Text.Split(reader.Text.Contains("==", StringComparison.Ordinal) ? "==" : "=", 2) is [var key, var value] => request with { Filters = request.Filters.With(key, value) },
                2 => request with { All = reader.Number != 0 },
                3 when reader.Number > 0 => request with { Filters = request.Filters.With("until", (reader.Number / 1_000_000_000).ToString(CultureInfo.InvariantCulture) + "s") },
                4 => request with { ReservedSpace = (long)reader.Number },
                5 => request with { MaxUsedSpace = (long)reader.Number },
                6 => request with { MinFreeSpace = (long)reader.Number },
                _ => request,
            };
        }

        return request;
    }

    private static void Write(ProtoWriter usage, BuildCacheRecord record)
    {
        usage.Text(1, record.ID).Truth(3, record.InUse).Number(4, record.Size);
        if (DateTimeOffset.TryParse(record.CreatedAt, CultureInfo.InvariantCulture, out var created))
        {
            usage.Time(6, created);
        }

        if (DateTimeOffset.TryParse(record.LastUsedAt, CultureInfo.InvariantCulture, out var used))
        {
            usage.Time(7, used);
        }

        usage.Number(8, record.UsageCount).Text(9, record.Description).Text(10, record.Type).Truth(11, record.Shared);
    }
}
