using System.Globalization;

namespace Berth.Linux;

/// <summary>The blkio controller, version 1.</summary>
internal static class BlkioV1
{
    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.BlockWeight is int weight and > 0)
        {
            CgroupFile.Write(folder, Weight(folder, ""), weight);
        }
        foreach (BlockDeviceLimit limit in limits.BlockDevices)
        {
            Write(Weight(folder, "_device"), limit.Device, (ulong?)limit.Weight);
            Write("blkio.throttle.read_bps_device", limit.Device, limit.ReadBytes);
            Write("blkio.throttle.write_bps_device", limit.Device, limit.WriteBytes);
            Write("blkio.throttle.read_iops_device", limit.Device, limit.ReadOperations);
            Write("blkio.throttle.write_iops_device", limit.Device, limit.WriteOperations);
        }

        void Write(string file, DeviceNumber device, ulong? value)
        {
            if (value is ulong number)
            {
                CgroupFile.Write(folder, file, $"{device} {number}");
            }
        }
    }

    public static CgroupStats Read(string folder, CgroupStats stats) => stats with
    {
        BlockBytes = Counters(folder, "io_service_bytes_recursive"),
        BlockOperations = Counters(folder, "io_serviced_recursive"),
    };

    // The scheduler that weighs is BFQ today; before it, CFQ had the plain names.
    private static string Weight(string folder, string suffix) => CgroupFile.Exists(folder, $"blkio.weight{suffix}") ? $"blkio.weight{suffix}" : $"blkio.bfq.weight{suffix}";

    // "8:0 Read 4096", and "Total 4096" last.
    private static List<BlockCounter> Counters(string folder, string name)
    {
        var counters = new List<BlockCounter>();
        string text = CgroupFile.Read(folder, $"blkio.throttle.{name}") ?? CgroupFile.Read(folder, $"blkio.bfq.{name}") ?? "";
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(' ') is [string device, string operation, string value] && device.Split(':') is [string major, string minor])
            {
                counters.Add(new BlockCounter(
                    new DeviceNumber(uint.Parse(major, CultureInfo.InvariantCulture), uint.Parse(minor, CultureInfo.InvariantCulture)),
                    operation.ToLowerInvariant(),
                    long.Parse(value, CultureInfo.InvariantCulture)));
            }
        }
        return counters;
    }
}
