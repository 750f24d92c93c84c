using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Berth.EndToEnd;

/// <summary>What a container engine may leave on a host: compared before and after.</summary>
internal sealed class HostState
{
    private readonly NetworkStage? _stage;
    private readonly string[] _links, _tables;

    private HostState(NetworkStage? stage) => (_stage, _links, _tables) = (stage, Links(stage), Tables(stage));

    /// <summary>The state of this host, or of a stage, as it is now.</summary>
    public static HostState Of(NetworkStage? stage) => new(stage);

    /// <summary>Links, rule tables, mounts, cgroups and processes that belong to an engine with these folders; empty when it is gone without a trace.</summary>
    public IReadOnlyList<string> LeftBy(string root, string run)
    {
        var left = new List<string>();
        left.AddRange(Cgroups(root).Select(c => "cgroup " + c));
        left.AddRange(Links(_stage).Except(_links).Where(l => _stage is not null || IsOf(root, l)).Select(l => "link " + l));
        left.AddRange(Tables(_stage).Except(_tables).Where(t => _stage is null ? t.EndsWith("berth-" + Tag(root), StringComparison.Ordinal) : IsLeftOpen(_stage, t)).Select(t => "nftables " + t));
        left.AddRange(File.ReadLines("/proc/self/mountinfo").Select(l => l.Split(' ')[4]).Where(m => Under(m, root) || Under(m, run)).Select(m => "mount " + m));
        left.AddRange(Processes(root, run).Select(p => "process " + p));
        return left;
    }

    // Other engines may come and go on this host meanwhile: theirs are links of other groups (NetworkNames).
    private static bool IsOf(string root, string link)
    {
        if (link.StartsWith('b' + Tag(root), StringComparison.Ordinal)) return true;
        try
        {
            uint group = (uint)long.Parse(File.ReadAllText($"/sys/class/net/{link}/netdev_group"), CultureInfo.InvariantCulture);
            return (group & ~0xfu) == (0xbe000000 | (uint)(((Hash(root) & 0xfffff) | 1) << 4));
        }
        catch (IOException)
        {
            return false;   // it has just gone
        }
    }

    // What the engine with this root has in its names.
    private static string Tag(string root) => $"{Hash(root) & 0xffffff:x6}";

    private static ulong Hash(string root) => Encoding.UTF8.GetBytes(root).Aggregate(14695981039346656037, (hash, one) => unchecked((hash ^ one) * 1099511628211));

    // Where somebody else forwards by the switch that the engine turned on, it stays on, and the engine's last chain keeps closed what it opened.
    private static bool IsLeftOpen(NetworkStage stage, string table) =>
        table.Contains("berth", StringComparison.Ordinal) && stage.On("nft list " + table).Output is var text
        && (!text.Contains("chain shut", StringComparison.Ordinal) || text.Contains("chain forward", StringComparison.Ordinal));

    // On a stage others make tables and links of their own, too: a firewall, a docker daemon.
    private static string[] Links(NetworkStage? stage) => stage is null
        ? [.. new DirectoryInfo("/sys/class/net").GetFileSystemInfos().Select(f => f.Name)]
        : [.. stage.On("ip -o link").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[1].TrimEnd(':').Split('@')[0]).Where(l => l != "docker0")];

    private static string[] Tables(NetworkStage? stage) =>
        (stage?.On("nft list tables") ?? Shell.Run("nft", "list", "tables")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The control groups of the engine with this root, which are named after it.</summary>
    public static IReadOnlyList<string> Cgroups(string root)
    {
        string name = "berth-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..8];
        return [.. Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").SelectMany(d => new[] { $"{d}/{name}", $"{d}/{name}-monitors" }).Where(Directory.Exists)];
    }

    /// <summary>Processes whose command line names one of the folders, or whose monitor's does: <c>pid command line</c>.</summary>
    public static IReadOnlyList<string> Processes(string root, string run)
    {
        var found = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                string command = File.ReadAllText(folder + "/cmdline").Replace('\0', ' ');
                if (folder != "/proc/" + Environment.ProcessId && (command.Contains(root, StringComparison.Ordinal) || command.Contains(run, StringComparison.Ordinal)))
                {
                    found.Add(Path.GetFileName(folder) + " " + command);
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return found;
    }

    private static bool Under(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
