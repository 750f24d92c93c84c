using System.Globalization;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>Reads what of this machine decides which requests can be fulfilled.</summary>
internal static class MachineReader
{
    /// <summary>Reads it.</summary>
    public static MachineFacts Read(CgroupTree tree)
    {
        string cpus = Text("/sys/devices/system/cpu/online", "0");
        return new MachineFacts
        {
            OnlineCpus = cpus,
            CpuCount = NumberSet.TryParse(cpus, out var numbers) ? numbers.Count : Environment.ProcessorCount,
            MemoryNodes = Text("/sys/devices/system/node/online", "0"),
            MemoryBytes = Memory(),
            AvailableCapabilities = [.. CapabilitySet.OwnBounding.ToNames()],
            BootId = ProcFs.Machine.BootId(),
            CgroupVersion = tree.Version == CgroupVersion.V2 ? 2 : 1,
            MemoryLimit = tree.Has("memory"),
            SwapLimit = tree.Has("memory") && HasSwapLimit(tree),
            CpuLimit = tree.Has("cpu"),
            CpuSet = tree.Has("cpuset"),
            PidsLimit = tree.Has("pids"),
            BlockWeight = HasFile(tree, "blkio.weight") || HasFile(tree, "blkio.bfq.weight") || HasFile(tree, "io.weight"),
            BlockThrottle = tree.Has("io"),
        };
    }

    // The files of a controller are in every group but, under version 2, the root: there one below it tells.
    private static bool HasSwapLimit(CgroupTree tree) =>
        tree.Version == CgroupVersion.V2 ? Directory.Exists("/proc/pressure") || HasFile(tree, "memory.swap.max") : HasFile(tree, "memory.memsw.limit_in_bytes");

    private static bool HasFile(CgroupTree tree, string name) => tree.Hierarchies.Any(hierarchy =>
        File.Exists($"{hierarchy.MountPoint}/{name}")
        || (hierarchy.IsUnified && Directory.EnumerateDirectories(hierarchy.MountPoint).Any(folder => File.Exists($"{folder}/{name}"))));

    private static long Memory()
    {
        foreach (string line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
            {
                return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    private static string Text(string path, string otherwise)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
