using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>What a container uses, in <c>stats</c>.</summary>
/// <param name="container">How the user named the container.</param>
/// <param name="id">Its id.</param>
/// <param name="name">Its name.</param>
/// <param name="stats">A reading; null while there is none.</param>
/// <param name="truncate">Whether ids are cut.</param>
internal sealed class StatsRow(string container, string id, string name, ContainerStats? stats, bool truncate) : ListRow
{
    private const string Missing = "--";

    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["ID", "Name", "CPUPerc", "MemUsage", "MemPerc", "NetIO", "BlockIO", "PIDs"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["BlockIO", "CPUPerc", "Container", "ID", "MemPerc", "MemUsage", "Name", "NetIO", "PIDs"];

    /// <inheritdoc/>
    public override object? Field(string field) => field switch
    {
        "Container" => container,
        "ID" => truncate ? ShortId.Of(id) : id,
        "Name" => name.TrimStart('/'),
        "CPUPerc" => stats is null ? Missing : Percent(CpuPercent(stats)),
        "MemUsage" => stats is null ? $"{Missing} / {Missing}" : $"{ByteSize.Binary(MemoryUsed(stats.MemoryStats))} / {ByteSize.Binary(stats.MemoryStats.Limit)}",
        "MemPerc" => stats is null ? Missing : Percent(stats.MemoryStats.Limit == 0 ? 0 : 100.0 * MemoryUsed(stats.MemoryStats) / stats.MemoryStats.Limit),
        "NetIO" => stats is null ? Missing : NetIO(stats),
        "BlockIO" => stats is null ? Missing : BlockIO(stats),
        "PIDs" => stats is null ? Missing : stats.PidsStats.Current.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string field) => field switch
    {
        "ID" => "CONTAINER ID",
        "CPUPerc" => "CPU %",
        "MemUsage" => "MEM USAGE / LIMIT",
        "MemPerc" => "MEM %",
        "NetIO" => "NET I/O",
        "BlockIO" => "BLOCK I/O",
        _ => field.ToUpperInvariant(),
    };

    // Share of all processors' time since the reading before, times the number of processors.
    private static double CpuPercent(ContainerStats stats)
    {
        var used = (double)stats.CpuStats.CpuUsage.TotalUsage - stats.PreCpuStats.CpuUsage.TotalUsage;
        var passed = (double)stats.CpuStats.SystemCpuUsage - stats.PreCpuStats.SystemCpuUsage;
        var processors = stats.CpuStats.OnlineCpus != 0 ? (int)stats.CpuStats.OnlineCpus : stats.CpuStats.CpuUsage.PercpuUsage?.Count ?? 0;
        return used > 0 && passed > 0 ? used / passed * processors * 100 : 0;
    }

    // Without the page cache that can be dropped at once: total_inactive_file in cgroup v1, inactive_file in v2.
    private static ulong MemoryUsed(MemoryStats memory)
    {
        if (memory.Stats is { } stats)
        {
            if (stats.TryGetValue("total_inactive_file", out var v1) && v1 < memory.Usage)
                return memory.Usage - v1;
            if (!stats.ContainsKey("total_inactive_file") && stats.TryGetValue("inactive_file", out var v2) && v2 < memory.Usage)
                return memory.Usage - v2;
        }
        return memory.Usage;
    }

    private static string NetIO(ContainerStats stats)
    {
        double received = 0, sent = 0;
        foreach (var network in stats.Networks?.Values ?? [])
        {
            received += network.RxBytes;
            sent += network.TxBytes;
        }
        return $"{ByteSize.Decimal(received, 3)} / {ByteSize.Decimal(sent, 3)}";
    }

    private static string BlockIO(ContainerStats stats)
    {
        double read = 0, written = 0;
        foreach (var entry in stats.BlkioStats.IoServiceBytesRecursive ?? [])
        {
            if (entry.Op.StartsWith("r", StringComparison.OrdinalIgnoreCase))
                read += entry.Value;
            else if (entry.Op.StartsWith("w", StringComparison.OrdinalIgnoreCase))
                written += entry.Value;
        }
        return $"{ByteSize.Decimal(read, 3)} / {ByteSize.Decimal(written, 3)}";
    }

    private static string Percent(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
