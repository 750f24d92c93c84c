using Berth.Docker;

namespace Berth.Engine;

/// <summary>Puts an update's limits over a container's: what is zero, empty or null stays as it is.</summary>
internal static class ResourceMerge
{
    /// <summary>The new host configuration.</summary>
    public static HostConfig Apply(HostConfig host, ContainerUpdateRequest update) => WithSets(host with
    {
        CpuShares = Or(update.CpuShares, host.CpuShares),
        Memory = Or(update.Memory, host.Memory),
        NanoCpus = Or(update.NanoCpus, host.NanoCpus),
        BlkioWeight = update.BlkioWeight != 0 ? update.BlkioWeight : host.BlkioWeight,
        CpuPeriod = Or(update.CpuPeriod, host.CpuPeriod),
        CpuQuota = Or(update.CpuQuota, host.CpuQuota),
        CpuRealtimePeriod = Or(update.CpuRealtimePeriod, host.CpuRealtimePeriod),
        CpuRealtimeRuntime = Or(update.CpuRealtimeRuntime, host.CpuRealtimeRuntime),
        MemoryReservation = Or(update.MemoryReservation, host.MemoryReservation),
        MemorySwap = Or(update.MemorySwap, host.MemorySwap),
        PidsLimit = update.PidsLimit switch { null or 0 => host.PidsLimit, < 0 => null, var limit => limit },
    }, update);

    private static HostConfig WithSets(HostConfig host, ContainerUpdateRequest update) => host with
    {
        CpusetCpus = update.CpusetCpus.Length > 0 ? update.CpusetCpus : host.CpusetCpus,
        CpusetMems = update.CpusetMems.Length > 0 ? update.CpusetMems : host.CpusetMems,
        RestartPolicy = update.RestartPolicy is { Name.Length: > 0 } policy ? policy : host.RestartPolicy,
    };

    private static long Or(long update, long present) => update != 0 ? update : present;
}
