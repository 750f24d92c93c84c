namespace Berth.Compose;

/// <summary>How a service joins a network.</summary>
public sealed record ServiceNetwork : ComposeElement
{
    /// <summary>Additional names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Driver options of the endpoint.</summary>
    public IReadOnlyDictionary<string, string> DriverOpts { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Which network has the default gateway.</summary>
    public int GatewayPriority { get; init; }

    /// <summary>Interface in the container.</summary>
    public string InterfaceName { get; init; } = "";

    /// <summary>Fixed IPv4 address.</summary>
    public string Ipv4Address { get; init; } = "";

    /// <summary>Fixed IPv6 address.</summary>
    public string Ipv6Address { get; init; } = "";

    /// <summary>Link-local addresses.</summary>
    public IReadOnlyList<string> LinkLocalIps { get; init; } = [];

    /// <summary>MAC address.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>Order of joining, highest first.</summary>
    public int Priority { get; init; }
}
