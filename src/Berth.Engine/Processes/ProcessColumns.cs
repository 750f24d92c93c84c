using System.Globalization;

namespace Berth.Engine;

/// <summary>The columns of <c>ps</c>, by the names that its option <c>-o</c> takes.</summary>
internal sealed class ProcessColumns(DateTimeOffset now, DateTimeOffset boot, long memoryBytes)
{
    private const int TicksPerSecond = 100;
    private const int PageSize = 4096;

    private static readonly Dictionary<string, (string Title, string Column)> Names = new(StringComparer.Ordinal)
    {
        ["pid"] = ("PID", "pid"), ["ppid"] = ("PPID", "ppid"), ["pgid"] = ("PGID", "pgid"), ["pgrp"] = ("PGRP", "pgid"), ["sid"] = ("SID", "sid"),
        ["sess"] = ("SESS", "sid"), ["user"] = ("USER", "user"), ["euser"] = ("EUSER", "user"), ["uid"] = ("UID", "uid"), ["gid"] = ("GID", "gid"),
        ["group"] = ("GROUP", "group"), ["c"] = ("C", "c"), ["pcpu"] = ("%CPU", "pcpu"), ["%cpu"] = ("%CPU", "pcpu"), ["pmem"] = ("%MEM", "pmem"),
        ["%mem"] = ("%MEM", "pmem"), ["vsz"] = ("VSZ", "vsz"), ["vsize"] = ("VSZ", "vsz"), ["rss"] = ("RSS", "rss"), ["tty"] = ("TT", "tty"),
        ["tt"] = ("TT", "tty"), ["tname"] = ("TTY", "tty"), ["stat"] = ("STAT", "stat"), ["state"] = ("S", "s"), ["s"] = ("S", "s"),
        ["stime"] = ("STIME", "stime"), ["start_time"] = ("START", "stime"), ["start"] = ("STARTED", "start"), ["lstart"] = ("STARTED", "lstart"),
        ["time"] = ("TIME", "time"), ["cputime"] = ("TIME", "time"), ["etime"] = ("ELAPSED", "etime"), ["etimes"] = ("ELAPSED", "etimes"),
        ["ni"] = ("NI", "ni"), ["nice"] = ("NI", "ni"), ["pri"] = ("PRI", "pri"), ["nlwp"] = ("NLWP", "nlwp"), ["thcount"] = ("THCNT", "nlwp"),
        ["comm"] = ("COMMAND", "comm"), ["ucmd"] = ("CMD", "comm"), ["ucomm"] = ("COMMAND", "comm"), ["args"] = ("COMMAND", "args"),
        ["cmd"] = ("CMD", "args"), ["command"] = ("COMMAND", "args"),
    };

    private readonly Dictionary<uint, string> _users = HostNames.Read("/etc/passwd");
    private readonly Dictionary<uint, string> _groups = HostNames.Read("/etc/group");

    /// <summary>A column's title and its own name, or null where there is no such column.</summary>
    public static (string Title, string Column)? Find(string name) => Names.TryGetValue(name, out var column) ? column : null;

    /// <summary>A process's text in a column.</summary>
    public string Text(ProcessLine process, string column) => column switch
    {
        "pid" => Number(process.Pid),
        "ppid" => Number(process.Field(4)),
        "pgid" => Number(process.Field(5)),
        "sid" => Number(process.Field(6)),
        "user" => _users.GetValueOrDefault(process.User) ?? Number(process.User),
        "uid" => Number(process.User),
        "gid" => Number(process.Group),
        "group" => _groups.GetValueOrDefault(process.Group) ?? Number(process.Group),
        _ => Usage(process, column) ?? Times(process, column) ?? Kind(process, column),
    };

    private string? Usage(ProcessLine process, string column) => column switch
    {
        "c" => Number((long)Math.Min(99, Share(process))),
        "pcpu" => Share(process).ToString("0.0", CultureInfo.InvariantCulture),
        "pmem" => (100.0 * process.Field(24) * PageSize / memoryBytes).ToString("0.0", CultureInfo.InvariantCulture),
        "vsz" => Number(process.Field(23) / 1024),
        "rss" => Number(process.Field(24) * PageSize / 1024),
        _ => null,
    };

    private string? Times(ProcessLine process, string column)
    {
        var started = Started(process);
        var elapsed = now - started;
        return column switch
        {
            "stime" => started.LocalDateTime.Date == now.LocalDateTime.Date ? Date(started, "HH:mm") : Date(started, "MMMdd"),
            "start" => elapsed < TimeSpan.FromDays(1) ? Date(started, "HH:mm:ss") : Date(started, "MMM dd"),
            "lstart" => Date(started, "ddd MMM d HH:mm:ss yyyy"),
            "time" => Clock(TimeSpan.FromSeconds(Busy(process) / TicksPerSecond), hours: true),
            "etime" => Clock(elapsed, hours: false),
            "etimes" => Number((long)elapsed.TotalSeconds),
            _ => null,
        };
    }

    private static string Kind(ProcessLine process, string column) => column switch
    {
        "tty" => Terminal((uint)process.Field(7)),
        "s" => process.State.ToString(),
        "stat" => Flags(process),
        "ni" => Number(process.Field(19)),
        "pri" => Number(39 - process.Field(18)),
        "nlwp" => Number(process.Field(20)),
        "comm" => process.Name,
        _ => process.Command,
    };

    private static string Flags(ProcessLine process) =>
        process.State
        + (process.Field(19) < 0 ? "<" : process.Field(19) > 0 ? "N" : "")
        + (process.Field(6) == process.Pid ? "s" : "")
        + (process.Field(20) > 1 ? "l" : "")
        + (process.Field(8) == process.Field(5) && process.Field(8) > 0 ? "+" : "");

    // Terminals' numbers: major 136 and up are pts, 4 are tty (Documentation/admin-guide/devices.txt).
    private static string Terminal(uint device)
    {
        uint major = (device >> 8) & 0xFFF, minor = (device & 0xFF) | ((device >> 12) & 0xFFF00);
        return major is >= 136 and <= 143 ? $"pts/{Number(minor + ((major - 136) << 20))}" : major == 4 ? $"tty{Number(minor)}" : "?";
    }

    private double Share(ProcessLine process) => 100.0 * Busy(process) / TicksPerSecond / Math.Max(1, (now - Started(process)).TotalSeconds);

    private static long Busy(ProcessLine process) => process.Field(14) + process.Field(15);

    private DateTimeOffset Started(ProcessLine process) => boot.AddSeconds((double)process.Field(22) / TicksPerSecond);

    private static string Clock(TimeSpan time, bool hours)
    {
        string days = time.Days > 0 ? Number(time.Days) + "-" : "";
        return days.Length > 0 || hours || time.Hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{days}{time.Hours:00}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes:00}:{time.Seconds:00}");
    }

    private static string Date(DateTimeOffset time, string format) => time.LocalDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
