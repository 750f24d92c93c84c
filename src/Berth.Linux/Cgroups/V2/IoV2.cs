using System.Globalization;

namespace Berth.Linux;

/// <summary>The io controller, version 2.</summary>
internal static class IoV2
{
    public static void Apply(string folder, CgroupLimits limits)
    {
        if (limits.BlockWeight is int weight and > 0)
        {
            SetWeight(folder, "", weight);
        }
        foreach (BlockDeviceLimit limit in limits.BlockDevices)
        {
            if (limit.Weight is int single)
            {
                SetWeight(folder, $"{limit.Device} ", single);
            }
            string rates = $"{Rate("rbps", limit.ReadBytes)}{Rate("wbps", limit.WriteBytes)}{Rate("riops", limit.ReadOperations)}{Rate("wiops", limit.WriteOperations)}";
            if (rates.Length > 0)
            {
                CgroupFile.Write(folder, "io.max", $"{limit.Device}{rates}");
            }
        }

        static string Rate(string key, ulong? value) => value is ulong number ? $" {key}={(number == 0 ? "max" : number)}" : "";
    }

    public static CgroupStats Read(string folder, CgroupStats stats)
    {
        var bytes = new List<BlockCounter>();
        var operations = new List<BlockCounter>();
        foreach (string line in (CgroupFile.Read(folder, "io.stat") ?? "").Split('\n'))
        {
            string[] fields = line.Split(' ');
            if (fields[0].Split(':') is not [string major, string minor])
            {
                continue;
            }
            var device = new DeviceNumber(uint.Parse(major, CultureInfo.InvariantCulture), uint.Parse(minor, CultureInfo.InvariantCulture));
            foreach (string field in fields[1..])
            {
                Add(device, field.Split('='), bytes, operations);
            }
        }
        return stats with { BlockBytes = bytes, BlockOperations = operations };
    }

    private static void Add(DeviceNumber device, string[] pair, List<BlockCounter> bytes, List<BlockCounter> operations)
    {
        (List<BlockCounter>? list, string operation) = pair[0] switch
        {
            "rbytes" => (bytes, "read"),
            "wbytes" => (bytes, "write"),
            "dbytes" => (bytes, "discard"),
            "rios" => (operations, "read"),
            "wios" => (operations, "write"),
            "dios" => (operations, "discard"),
            _ => (null, ""),
        };
        if (list is not null && pair.Length == 2 && long.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            list.Add(new BlockCounter(device, operation, value));
        }
    }

    // BFQ has version 1's scale; the general weight goes from 1 to 10000.
    private static void SetWeight(string folder, string device, int weight)
    {
        if (CgroupFile.Exists(folder, "io.bfq.weight"))
        {
            CgroupFile.Write(folder, "io.bfq.weight", $"{device}{weight}");
        }
        else
        {
            CgroupFile.Write(folder, "io.weight", $"{(device.Length == 0 ? "default " : device)}{1 + ((Math.Clamp(weight, 10, 1000) - 10) * 9999 / 990)}");
        }
    }
}
