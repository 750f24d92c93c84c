using Berth.Docker;

namespace Berth.Cli;

/// <summary>One <c>--network</c>: a name, or <c>name=…,alias=…,ip=…</c>.</summary>
internal sealed record NetworkOption
{
    /// <summary>The network, or a mode: host, none, container:NAME.</summary>
    public string Name { get; init; } = "";

    /// <summary>Further names of the container on it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Containers that it finds by another name there.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Link-local addresses.</summary>
    public IReadOnlyList<string> LinkLocal { get; init; } = [];

    /// <summary>IPv4 address.</summary>
    public string? Address { get; init; }

    /// <summary>IPv6 address.</summary>
    public string? Address6 { get; init; }

    /// <summary>Hardware address.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string>? DriverOptions { get; init; }

    /// <summary>The network with the highest is the way out.</summary>
    public int GatewayPriority { get; init; }

    /// <summary>Whether there is an endpoint to make; host, none and another container's network have none.</summary>
    public bool IsJoined => !(Name is "host" or "none" || Name.StartsWith("container:", StringComparison.Ordinal));

    /// <summary>Whether a user made it: neither a mode nor the default bridge.</summary>
    public bool IsUserDefined => IsJoined && Name is not ("default" or "bridge" or "nat");

    /// <summary>Reads the option.</summary>
    /// <exception cref="UsageException">A key or a value is wrong.</exception>
    public static NetworkOption Parse(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
            return new NetworkOption { Name = text };
        var option = new NetworkOption();
        var aliases = new List<string>();
        var linkLocal = new List<string>();
        var driverOptions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in FlagValues.SplitCsv(text))
        {
            var (rawName, value) = KeyValue.Split(field);
            if (value is null)
                throw Wrong(text, $"invalid field {field}");
            switch (rawName.Trim().ToLowerInvariant())
            {
                case "name": option = option with { Name = value }; break;
                case "alias": aliases.Add(value); break;
                case "ip": option = option with { Address = value }; break;
                case "ip6": option = option with { Address6 = value }; break;
                case "mac-address": option = option with { MacAddress = value }; break;
                case "link-local-ip": linkLocal.Add(value); break;
                case "driver-opt": AddDriverOption(driverOptions, value, text); break;
                case "gw-priority": option = option with { GatewayPriority = Priority(value, text) }; break;
                default: throw Wrong(text, $"invalid field key {rawName}");
            }
        }
        if (option.Name.Length == 0)
            throw Wrong(text, "network name/id is not specified");
        return option with { Aliases = aliases, LinkLocal = linkLocal, DriverOptions = driverOptions.Count > 0 ? driverOptions : null };
    }

    /// <summary>The endpoint to make.</summary>
    public EndpointSettings ToEndpoint() => new()
    {
        IPAMConfig = Address is null && Address6 is null && LinkLocal.Count == 0
            ? null
            : new EndpointIPAMConfig { IPv4Address = Address, IPv6Address = Address6, LinkLocalIPs = LinkLocal.Count > 0 ? LinkLocal : null },
        Links = Links.Count > 0 ? Links : null,
        Aliases = Aliases.Count > 0 ? Aliases : null,
        MacAddress = MacAddress ?? "",
        DriverOpts = DriverOptions,
        GwPriority = GatewayPriority,
    };

    private static void AddDriverOption(SortedDictionary<string, string> options, string value, string text)
    {
        var (name, setting) = KeyValue.Split(value);
        options[name.Trim().ToLowerInvariant()] = setting ?? throw Wrong(text, "invalid key value pair format in driver options");
    }

    private static int Priority(string value, string text) =>
        FlagValues.ParseInt(value) is { } number ? (int)number : throw Wrong(text, $"invalid gw-priority ({value}): not a whole number");

    private static UsageException Wrong(string text, string reason) => UsageException.BadValue(text, "--network", reason);
}
