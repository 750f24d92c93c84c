using System.Security.Cryptography;
using System.Text;

namespace Berth.EndToEnd;

/// <summary>What a container engine may leave on a host: compared before and after.</summary>
internal static class HostState
{
    /// <summary>Links, rule tables, mounts, cgroups and processes that belong to an engine with these folders; empty when it is gone without a trace.</summary>
    public static IReadOnlyList<string> LeftBy(string root, string run, IEnumerable<string> linksBefore, IEnumerable<string> tablesBefore)
    {
        var left = new List<string>();
        left.AddRange(Cgroups(root).Select(c => "cgroup " + c));
        left.AddRange(Links().Except(linksBefore).Select(l => "link " + l));
        left.AddRange(Tables().Except(tablesBefore).Select(t => "nftables " + t));
        left.AddRange(File.ReadLines("/proc/self/mountinfo").Select(l => l.Split(' ')[4]).Where(m => Under(m, root) || Under(m, run)).Select(m => "mount " + m));
        left.AddRange(Processes(root, run).Select(p => "process " + p));
        return left;
    }

    /// <summary>Names of the host's network links.</summary>
    public static IReadOnlyList<string> Links() => [.. new DirectoryInfo("/sys/class/net").GetFileSystemInfos().Select(f => f.Name)];

    /// <summary>The host's nftables tables, one a line as nft prints them.</summary>
    public static IReadOnlyList<string> Tables() => Shell.Run("nft", "list", "tables").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

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
