using Berth.Docker;

namespace Berth.Cli;

/// <summary>Limits and devices from the options of <c>run</c>, <c>create</c> and <c>build</c>.</summary>
internal static class ResourceOptions
{
    private const int LowestWeight = 10;
    private const int HighestWeight = 1000;

    /// <summary>Billionths of a processor from <c>--cpus</c>.</summary>
    /// <exception cref="UsageException">More than nine decimals.</exception>
    public static long NanoCpus(ParsedArguments arguments)
    {
        if (arguments.Decimal("cpus"u8) is not { } cpus)
            return 0;
        var nano = cpus * 1_000_000_000;
        return nano == decimal.Truncate(nano) ? (long)nano : throw UsageException.BadValue(arguments.TextOrNull("cpus"u8)!, "--cpus", "value is too precise");
    }

    /// <summary>Limits from <c>--ulimit</c>, in the order of their names.</summary>
    /// <exception cref="UsageException">One is not <c>name=soft[:hard]</c>.</exception>
    public static IReadOnlyList<Ulimit> Ulimits(ParsedArguments arguments)
    {
        var limits = new SortedDictionary<string, Ulimit>(StringComparer.Ordinal);
        foreach (var text in arguments.List("ulimit"u8))
        {
            var limit = ParseUlimit(text);
            limits[limit.Name] = limit;
        }
        return [.. limits.Values];
    }

    /// <summary>Shares of block I/O from <c>--blkio-weight-device path:weight</c>.</summary>
    /// <exception cref="UsageException">One has another form.</exception>
    public static IReadOnlyList<WeightDevice> Weights(ParsedArguments arguments) => arguments.List("blkio-weight-device"u8).ConvertAll(text =>
    {
        var (path, value) = DeviceValue(text, "--blkio-weight-device");
        return FlagValues.ParseInt(value) is { } weight and (0 or (>= LowestWeight and <= HighestWeight))
            ? new WeightDevice { Path = path, Weight = (int)weight }
            : throw UsageException.BadValue(text, "--blkio-weight-device", $"invalid weight for device: {text}");
    });

    /// <summary>Rates from options of the form <c>path:rate</c>.</summary>
    /// <param name="values">The options' values.</param>
    /// <param name="option">The option's name, for messages.</param>
    /// <param name="bytes">Whether a rate is a size (with unit) or a plain number.</param>
    /// <exception cref="UsageException">One has another form.</exception>
    public static IReadOnlyList<ThrottleDevice> Rates(List<string> values, string option, bool bytes) => values.ConvertAll(text =>
    {
        var (path, value) = DeviceValue(text, option);
        long? rate = bytes ? ByteSize.TryParse(value, out var size) ? size : null : FlagValues.ParseInt(value);
        return rate is >= 0
            ? new ThrottleDevice { Path = path, Rate = rate.Value }
            : throw UsageException.BadValue(text, option, $"invalid rate for device: {text}. The correct format is <device-path>:<number>{(bytes ? "[<unit>]" : "")}. Number must be a positive integer{(bytes ? ". Unit is optional and can be kb, mb, or gb" : "")}");
    });

    /// <summary>Devices from <c>--device</c>; names of the container device interface come apart, in <paramref name="requests"/>.</summary>
    /// <exception cref="UsageException">One is not <c>path[:path][:rwm]</c>.</exception>
    public static IReadOnlyList<DeviceMapping> Devices(ParsedArguments arguments, List<DeviceRequest> requests)
    {
        var devices = new List<DeviceMapping>();
        var named = new List<string>();
        foreach (var text in arguments.List("device"u8))
        {
            if (IsNamed(text))
                named.Add(text);
            else
                devices.Add(Device(text));
        }
        if (named.Count > 0)
            requests.Add(new DeviceRequest { Driver = "cdi", DeviceIDs = named });
        return devices;
    }

    private static Ulimit ParseUlimit(string text)
    {
        var (name, value) = KeyValue.Split(text);
        if (value is null)
            throw UsageException.BadValue(text, "--ulimit", $"invalid ulimit argument: {text}");
        if (name is not ("core" or "cpu" or "data" or "fsize" or "locks" or "memlock" or "msgqueue" or "nice" or "nofile" or "nproc" or "rss" or "rtprio" or "rttime" or "sigpending" or "stack"))
            throw UsageException.BadValue(text, "--ulimit", $"invalid ulimit type: {name}");
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var soft = Number(colon < 0 ? value : value[..colon], text);
        var hard = colon < 0 ? soft : Number(value[(colon + 1)..], text);
        return hard == -1 || (soft != -1 && soft <= hard)
            ? new Ulimit { Name = name, Soft = soft, Hard = hard }
            : throw UsageException.BadValue(text, "--ulimit", $"ulimit soft limit must be less than or equal to hard limit: {soft} > {hard}");
    }

    private static long Number(string value, string text) =>
        FlagValues.ParseInt(value) ?? throw UsageException.BadValue(text, "--ulimit", $"strconv.ParseInt: parsing {GoQuote.Double(value)}: invalid syntax");

    private static (string Path, string Value) DeviceValue(string text, string option)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1)
            throw UsageException.BadValue(text, option, $"bad format: {text}");
        return text.StartsWith("/dev/", StringComparison.Ordinal)
            ? (text[..colon], text[(colon + 1)..])
            : throw UsageException.BadValue(text, option, $"bad format for device path: {text}");
    }

    private static bool IsNamed(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && text.IndexOf('=', slash) > slash;
    }

    private static DeviceMapping Device(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 3 || parts[0].Length == 0)
            throw new UsageException($"bad format for path: {text}") { ShowUsage = false };
        var second = parts.Length > 1 ? parts[1] : "";
        var secondIsMode = parts.Length == 2 && IsMode(second);
        var target = secondIsMode || second.Length == 0 ? parts[0] : second;
        if (parts.Length > 2 && !IsMode(parts[2]))
            throw new UsageException($"bad mode specified: {parts[2]}") { ShowUsage = false };
        if (!target.StartsWith('/'))
            throw new UsageException($"{target} is not an absolute path") { ShowUsage = false };
        return new DeviceMapping { PathOnHost = parts[0], PathInContainer = target, CgroupPermissions = secondIsMode ? second : parts.Length > 2 ? parts[2] : "rwm" };
    }

    private static bool IsMode(string text) => text.Length is > 0 and <= 3 && text.AsSpan().IndexOfAnyExcept("rwm") < 0;
}
