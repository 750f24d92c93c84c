using Berth.Docker;

namespace Berth.Compose;

/// <summary>Translates a service's limits, reservations and devices; <c>deploy</c>'s stand over the older attributes.</summary>
internal static class ResourceRequests
{
    /// <summary>A host configuration that holds the resources alone.</summary>
    public static HostConfig Of(ServiceConfig service)
    {
        var limits = service.Deploy?.Resources.Limits;
        var reservations = service.Deploy?.Resources.Reservations;
        return Blkio(service.BlkioConfig) with
        {
            CgroupParent = service.CgroupParent,
            Memory = limits is { Memory: not 0 } ? limits.Memory : service.MemLimit,
            MemorySwap = service.MemSwapLimit,
            MemorySwappiness = service.MemSwappiness != 0 ? service.MemSwappiness : null,
            MemoryReservation = reservations is { Memory: not 0 } ? reservations.Memory : service.MemReservation,
            OomKillDisable = service.OomKillDisable,
            CpuCount = service.CpuCount,
            CpuPeriod = service.CpuPeriod,
            CpuQuota = service.CpuQuota,
            CpuRealtimePeriod = service.CpuRtPeriod,
            CpuRealtimeRuntime = service.CpuRtRuntime,
            CpuShares = service.CpuShares,
            NanoCpus = Nano(limits is { Cpus: not 0 } ? limits.Cpus : service.Cpus),
            CpuPercent = (long)(service.CpuPercent * 100),
            CpusetCpus = service.Cpuset,
            DeviceCgroupRules = service.DeviceCgroupRules.Count > 0 ? service.DeviceCgroupRules : null,
            PidsLimit = limits is { Pids: > 0 } ? limits.Pids : service.PidsLimit != 0 ? service.PidsLimit : null,
            Devices = Devices(service),
            DeviceRequests = DeviceRequests(service, reservations),
            Ulimits = service.Ulimits.Count > 0 ? [.. service.Ulimits.Select(Limit)] : null,
        };
    }

    private static HostConfig Blkio(ServiceBlkio? blkio) => blkio is null ? new HostConfig() : new HostConfig
    {
        BlkioWeight = blkio.Weight,
        BlkioWeightDevice = blkio.WeightDevice.Count > 0 ? [.. blkio.WeightDevice.Select(d => new WeightDevice { Path = d.Path, Weight = d.Weight })] : null,
        BlkioDeviceReadBps = Rates(blkio.DeviceReadBps),
        BlkioDeviceWriteBps = Rates(blkio.DeviceWriteBps),
        BlkioDeviceReadIOps = Rates(blkio.DeviceReadIops),
        BlkioDeviceWriteIOps = Rates(blkio.DeviceWriteIops),
    };

    // Multiplied as the number that the file's decimal digits mean: 0.1 of a processor is 100,000,000, not 100,000,001.
    private static long Nano(float cpus) => (long)(decimal.Parse(cpus.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000m);

    private static Ulimit Limit(KeyValuePair<string, ServiceUlimit> entry)
    {
        var (name, limit) = entry;
        return new Ulimit { Name = name, Soft = limit.Soft != 0 ? limit.Soft : limit.Single, Hard = limit.Hard != 0 ? limit.Hard : limit.Single };
    }

    private static List<ThrottleDevice>? Rates(IReadOnlyList<BlkioRateDevice> devices) =>
        devices.Count > 0 ? [.. devices.Select(d => new ThrottleDevice { Path = d.Path, Rate = d.Rate })] : null;

    private static List<DeviceMapping>? Devices(ServiceConfig service)
    {
        var devices = service.Devices.Where(d => !IsQualified(d))
            .Select(d => new DeviceMapping { PathOnHost = d.Source, PathInContainer = d.Target, CgroupPermissions = d.Permissions }).ToList();
        return devices.Count > 0 ? devices : null;
    }

    private static List<DeviceRequest>? DeviceRequests(ServiceConfig service, DeployResource? reservations)
    {
        var requests = new List<DeviceRequest>();
        foreach (var device in reservations?.Devices ?? []) requests.Add(Request(device, device.Capabilities));
        var qualified = service.Devices.Where(IsQualified).Select(d => d.Source).ToList();
        if (qualified.Count > 0) requests.Add(new DeviceRequest { Driver = "cdi", DeviceIDs = qualified });
        foreach (var gpu in service.Gpus) requests.Add(Request(gpu, [.. gpu.Capabilities, "gpu"]));
        return requests.Count > 0 ? requests : null;
    }

    private static DeviceRequest Request(ServiceDeviceRequest device, IReadOnlyList<string> capabilities) => new()
    {
        Driver = device.Driver,
        Count = (int)device.Count,
        DeviceIDs = device.DeviceIds.Count > 0 ? device.DeviceIds : null,
        Capabilities = [capabilities],
        Options = device.Options.Count > 0 ? device.Options : null,
    };

    /// <summary>A name of the Container Device Interface, <c>vendor.com/class=name</c>.</summary>
    private static bool IsQualified(ServiceDevice device) =>
        device.Source == device.Target && !device.Source.StartsWith('/') && device.Source.Contains('/', StringComparison.Ordinal) && device.Source.Contains('=', StringComparison.Ordinal);
}
