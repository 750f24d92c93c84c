using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Checks of limits, in Docker's words.</summary>
internal static class ResourceChecks
{
    private const long MinimumMemory = 6 << 20;

    /// <summary>The first sentence against limits, or null.</summary>
    public static string? Check(Resources limits, MachineFacts machine) =>
        CheckMemory(limits) ?? CheckProcessor(limits, machine) ?? CheckSets(limits, machine) ?? CheckBlocks(limits) ?? CheckDevices(limits);

    /// <summary>What this machine can't do and is left out.</summary>
    public static IReadOnlyList<string> Warnings(Resources limits, MachineFacts machine)
    {
        bool processor = limits is { CpuShares: > 0 } or { CpuPeriod: > 0 } or { CpuQuota: > 0 } or { NanoCpus: > 0 };
        (bool Applies, string Sentence)[] sentences =
        [
            (!machine.MemoryLimit && limits.Memory > 0,
                "Your kernel does not support memory limit capabilities or the cgroup is not mounted. Limitation discarded."),
            (machine.MemoryLimit && !machine.SwapLimit && limits.MemorySwap > 0,
                "Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap."),
            (!machine.PidsLimit && limits.PidsLimit > 0,
                "Your kernel does not support PIDs limit capabilities or the cgroup is not mounted. PIDs limit discarded."),
            (!machine.CpuLimit && processor, "Your kernel does not support CPU limits or the cgroup is not mounted. CPU limits discarded."),
            (!machine.BlockWeight && limits.BlkioWeight > 0,
                "Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded."),
            (machine.CgroupVersion == 2 && limits.OomKillDisable == true,
                "Your kernel does not support OomKillDisable. OomKillDisable discarded."),
            (machine.CgroupVersion == 1 && limits is { OomKillDisable: true, Memory: 0 },
                "OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources."),
        ];
        return [.. sentences.Where(one => one.Applies).Select(one => one.Sentence)];
    }

    private static string? CheckMemory(Resources limits) => limits switch
    {
        { Memory: not 0 and < MinimumMemory } => "Minimum memory limit allowed is 6MB",
        { Memory: > 0, MemorySwap: > 0 } when limits.MemorySwap < limits.Memory =>
            "Minimum memoryswap limit should be larger than memory limit, see usage",
        { Memory: 0, MemorySwap: > 0 } => "You should always set the Memory limit when using Memoryswap limit, see usage",
        { MemorySwappiness: { } swappiness } when swappiness is < -1 or > 100 =>
            $"Invalid value: {swappiness.ToString(CultureInfo.InvariantCulture)}, valid memory swappiness range is 0-100",
        { MemoryReservation: > 0 and < MinimumMemory } => "Minimum memory reservation allowed is 6MB",
        { Memory: > 0, MemoryReservation: > 0 } when limits.Memory < limits.MemoryReservation =>
            "Minimum memory limit can not be less than memory reservation limit, see usage",
        _ => null,
    };

    private static string? CheckProcessor(Resources limits, MachineFacts machine)
    {
        if (limits.CpuShares < 0)
        {
            return FormattableString.Invariant($"invalid CPU shares ({limits.CpuShares}): value must be a positive integer");
        }

        if (limits.NanoCpus != 0 && limits.CpuPeriod > 0)
        {
            return "Conflicting options: Nano CPUs and CPU Period cannot both be set";
        }

        if (limits.NanoCpus != 0 && limits.CpuQuota > 0)
        {
            return "Conflicting options: Nano CPUs and CPU Quota cannot both be set";
        }

        // Docker: not less than the kernel's smallest quota of a hundredth, not more than there are.
        if (limits.NanoCpus < 0 || limits.NanoCpus > machine.CpuCount * 1_000_000_000L)
        {
            return FormattableString.Invariant(
                $"range of CPUs is from 0.01 to {machine.CpuCount}.00, as there are only {machine.CpuCount} CPUs available");
        }

        if (limits.CpuPeriod != 0 && limits.CpuPeriod is < 1000 or > 1_000_000)
        {
            return "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)";
        }

        return limits.CpuQuota is > 0 and < 1000 ? "CPU cfs quota can not be less than 1ms (i.e. 1000)" : null;
    }

    private static string? CheckSets(Resources limits, MachineFacts machine) =>
        CheckSet(limits.CpusetCpus, machine.OnlineCpus, "cpuset cpus", "CPUs") ?? CheckSet(limits.CpusetMems, machine.MemoryNodes, "cpuset mems", "memory nodes");

    private static string? CheckSet(string asked, string available, string name, string things)
    {
        if (asked.Length == 0)
        {
            return null;
        }

        if (!NumberSet.TryParse(asked, out var numbers))
        {
            return $"Invalid value {asked} for {name}: invalid format: {asked}";
        }

        return NumberSet.TryParse(available, out var there) && !numbers.IsSubsetOf(there)
            ? $"Requested {things} are not available - requested {asked}, available: {available}"
            : null;
    }

    private static string? CheckBlocks(Resources limits) =>
        limits.BlkioWeight != 0 && limits.BlkioWeight is < 10 or > 1000 ? "Range of blkio weight is from 10 to 1000" : null;

    private static string? CheckDevices(Resources limits)
    {
        foreach (string rule in limits.DeviceCgroupRules ?? [])
        {
            if (Linux.DeviceRule.Parse(rule) is null)
            {
                return $"invalid device cgroup rule format: '{rule}'";
            }
        }

        foreach (var device in limits.Devices ?? [])
        {
            if (device.CgroupPermissions.AsSpan().ContainsAnyExcept('r', 'w', 'm'))
            {
                return $"invalid device permissions: {device.CgroupPermissions}";
            }
        }

        return limits.DeviceRequests is [var request, ..]
            ? $"could not select device driver \"{request.Driver}\" with capabilities: [{string.Join(' ', (request.Capabilities ?? []).Select(all => $"[{string.Join(' ', all)}]"))}]"
            : null;
    }
}
