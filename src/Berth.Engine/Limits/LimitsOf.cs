using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>Limits as the API gives them in the kernel's terms.</summary>
internal static class LimitsOf
{
    private const long Period = 100_000;
    private const long NanosPerCpu = 1_000_000_000;

    /// <summary>A new container's limits.</summary>
    /// <exception cref="DockerException">A device isn't there.</exception>
    public static CgroupLimits Container(HostConfig host) => Of(host) with
    {
        Devices = host.Privileged ? null : Devices(host),
        BlockDevices = BlockDevices(host),
    };

    /// <summary>An update's limits.</summary>
    public static CgroupLimits Update(Resources limits) => Of(limits);

    private static CgroupLimits Of(Resources limits)
    {
        var (quota, period) = limits.NanoCpus > 0
            ? (limits.NanoCpus * Period / NanosPerCpu, Period)
            : (limits.CpuQuota, limits.CpuPeriod);
        return new CgroupLimits
        {
            Memory = Some(limits.Memory),
            MemoryAndSwap = Some(limits.MemorySwap),
            MemoryReservation = Some(limits.MemoryReservation),
            Swappiness = limits.MemorySwappiness,
            OomKillDisable = limits.OomKillDisable == true ? true : null,
            CpuShares = Some(limits.CpuShares),
            CpuQuota = Some(quota),
            CpuPeriod = Some(period),
            Cpus = limits.CpusetCpus.Length > 0 ? limits.CpusetCpus : null,
            MemoryNodes = limits.CpusetMems.Length > 0 ? limits.CpusetMems : null,
            Processes = limits.PidsLimit is { } processes and not 0 ? processes : null,
            BlockWeight = limits.BlkioWeight > 0 ? limits.BlkioWeight : null,
        };
    }

    private static long? Some(long value) => value == 0 ? null : value;

    private static List<Linux.DeviceRule> Devices(HostConfig host)
    {
        var rules = new List<Linux.DeviceRule>(Linux.DeviceRule.ContainerDefault);
        foreach (var device in host.Devices ?? [])
        {
            string access = device.CgroupPermissions.Length > 0 ? device.CgroupPermissions : "rwm";
            foreach (string path in DeviceNodes.Under(device.PathOnHost))
            {
                var stat = FileCalls.Stat(FileCalls.WorkingFolder, path, follow: true);
                char kind = stat.Kind == FileKind.BlockDevice ? 'b' : 'c';
                rules.Add(new Linux.DeviceRule(true, kind, stat.Represents.Major, stat.Represents.Minor, access));
            }
        }

        rules.AddRange((host.DeviceCgroupRules ?? []).Select(Linux.DeviceRule.Parse).OfType<Linux.DeviceRule>());
        return rules;
    }

    private static List<BlockDeviceLimit> BlockDevices(Resources limits)
    {
        var byPath = new Dictionary<string, BlockDeviceLimit>(StringComparer.Ordinal);
        foreach (var device in limits.BlkioWeightDevice ?? [])
        {
            byPath[device.Path] = At(byPath, device.Path) with { Weight = device.Weight };
        }

        foreach (var device in limits.BlkioDeviceReadBps ?? [])
        {
            byPath[device.Path] = At(byPath, device.Path) with { ReadBytes = (ulong)device.Rate };
        }

        foreach (var device in limits.BlkioDeviceWriteBps ?? [])
        {
            byPath[device.Path] = At(byPath, device.Path) with { WriteBytes = (ulong)device.Rate };
        }

        foreach (var device in limits.BlkioDeviceReadIOps ?? [])
        {
            byPath[device.Path] = At(byPath, device.Path) with { ReadOperations = (ulong)device.Rate };
        }

        foreach (var device in limits.BlkioDeviceWriteIOps ?? [])
        {
            byPath[device.Path] = At(byPath, device.Path) with { WriteOperations = (ulong)device.Rate };
        }

        return [.. byPath.Values];
    }

    private static BlockDeviceLimit At(Dictionary<string, BlockDeviceLimit> byPath, string path)
    {
        if (byPath.TryGetValue(path, out var limit))
        {
            return limit;
        }

        return FileCalls.StatIfExists(FileCalls.WorkingFolder, path, follow: true) is { Kind: FileKind.BlockDevice } stat
            ? new BlockDeviceLimit(stat.Represents)
            : throw new DockerException(DockerErrorKind.InvalidParameter, $"{path} is not a block device");
    }
}
