using System.Globalization;
using System.Text.RegularExpressions;

namespace Berth.EndToEnd;

/// <summary>
/// What a command and the engine do for it, as the kernel counts it (tracefs, an instance of the test's own): programs executed, processes and threads made, system calls,
/// netlink messages. Counting is the kernel's, so the machine's speed doesn't move it.
/// </summary>
internal sealed partial class KernelTrace : IDisposable
{
    private const int SendTo = 44, SendMessage = 46, NewSocket = 41, Close = 3, Netlink = 16;

    private readonly string? _mounted;
    private readonly string _instance;
    private readonly BerthHost _host;

    /// <summary>Watches the host's engine, and what it and the commands start from now on.</summary>
    public KernelTrace(BerthHost host)
    {
        _host = host;
        string tracing = "/sys/kernel/tracing";
        if (!Directory.Exists(tracing + "/instances"))
        {
            tracing = _mounted = Directory.CreateTempSubdirectory("berth-trace-").FullName;
            Shell.Run("mount", "-t", "tracefs", "tracefs", tracing).Succeeds();
        }

        _instance = Directory.CreateDirectory($"{tracing}/instances/berth-{Environment.ProcessId}").FullName;
        Set("buffer_size_kb", "16384");
        Set("options/event-fork", "1");
    }

    /// <summary>Runs <c>berth</c> with these arguments; counts until it ends.</summary>
    public Counts Run(params string[] arguments)
    {
        int engine = _host.EnginePid();
        Set("set_event_pid", string.Join(' ', Directory.GetDirectories($"/proc/{engine}/task").Select(t => Path.GetFileName(t))));
        HashSet<(int, long)> netlink = NetlinkDescriptors(engine);
        foreach (string e in (string[])["raw_syscalls/sys_enter", "raw_syscalls/sys_exit", "sched/sched_process_exec", "sched/sched_process_fork"]) Set($"events/{e}/enable", "1");
        Set("tracing_on", "1");
        Shell.Run("/", _host.Environment, null, TimeSpan.FromSeconds(60), ["sh", "-c", "echo $$ >> $0 && exec \"$@\"", $"{_instance}/set_event_pid", Repository.Berth, .. arguments]).Succeeds();
        Set("tracing_on", "0");
        Counts counts = Read(netlink, engine);
        Set("trace", "");
        return counts;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(_instance);
        if (_mounted is not null)
        {
            Shell.Run("umount", _mounted).Succeeds();
            Directory.Delete(_mounted);
        }
    }

    private void Set(string file, string value) => File.WriteAllText(Path.Combine(_instance, file), value);

    private Counts Read(HashSet<(int Process, long Descriptor)> netlink, int engine)
    {
        var counts = new Counts();
        var opening = new HashSet<int>();
        var processes = new Dictionary<int, int>();   // a thread's process, where that isn't its own: the engine's
        foreach (string thread in Directory.GetDirectories($"/proc/{engine}/task")) processes[int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture)] = engine;
        foreach (string line in File.ReadLines(Path.Combine(_instance, "trace")))
        {
            Match match = Event().Match(line);
            if (!match.Success) continue;
            int thread = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            int process = processes.GetValueOrDefault(thread, thread);
            string detail = match.Groups[3].Value;
            switch (match.Groups[2].Value)
            {
                case "sched_process_exec":
                    counts.Executed.Add(detail.Split(' ')[0]["filename=".Length..]);
                    break;
                case "sched_process_fork":
                    counts.Births++;
                    break;
                case "sys_exit" when opening.Remove(thread):
                    netlink.Add((process, long.Parse(detail.Split(" = ")[1], CultureInfo.InvariantCulture)));
                    break;
                case "sys_enter":
                    counts.SystemCalls++;
                    string[] parts = detail.Split([' ', '(', ',', ')'], StringSplitOptions.RemoveEmptyEntries);
                    int number = int.Parse(parts[1], CultureInfo.InvariantCulture);
                    long first = long.Parse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    if (number == NewSocket && first == Netlink) opening.Add(thread);
                    else if (number == Close) netlink.Remove((process, first));
                    else if (number is SendTo or SendMessage && netlink.Contains((process, first))) counts.NetlinkMessages++;
                    break;
            }
        }

        return counts;
    }

    private static HashSet<(int, long)> NetlinkDescriptors(int process)
    {
        var inodes = File.ReadLines("/proc/net/netlink").Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]).ToHashSet();
        var found = new HashSet<(int, long)>();
        foreach (var descriptor in new DirectoryInfo($"/proc/{process}/fd").EnumerateFileSystemInfos())
        {
            if (descriptor.LinkTarget is { } target && target.StartsWith("socket:[", StringComparison.Ordinal) && inodes.Contains(target[8..^1]))
            {
                found.Add((process, long.Parse(descriptor.Name, CultureInfo.InvariantCulture)));
            }
        }

        return found;
    }

    // "  berth-123   [001] ..... 12.34: sys_enter: NR 44 (3, 7f.., …)"
    [GeneratedRegex(@"^\s*.+-(\d+)\s+\[\d+\] \S+ +[\d.]+: (\w+): (.*)$")]
    private static partial Regex Event();

    /// <summary>What was counted.</summary>
    internal sealed class Counts
    {
        /// <summary>The programs, as they were named to execve(2).</summary>
        public List<string> Executed { get; } = [];

        /// <summary>Processes and threads made.</summary>
        public int Births { get; set; }

        /// <summary>System calls begun.</summary>
        public int SystemCalls { get; set; }

        /// <summary>Messages (each may hold several requests) sent on netlink sockets.</summary>
        public int NetlinkMessages { get; set; }
    }
}
