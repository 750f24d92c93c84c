namespace Berth.Compose;

/// <summary>A network of the project.</summary>
public sealed record NetworkConfig : ComposeElement
{
    /// <summary>Its name in the engine.</summary>
    public string Name { get; init; } = "";

    /// <summary>Driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Driver options.</summary>
    public IReadOnlyDictionary<string, string> DriverOpts { get; init; } = ComposeMap<string>.Empty;

    /// <summary>Address management.</summary>
    public NetworkIpam Ipam { get; init; } = new();

    /// <summary>Whether it exists already.</summary>
    public bool External { get; init; }

    /// <summary>Whether it is cut off from outside.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether stand-alone containers may join.</summary>
    public bool Attachable { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ComposeMap<string>.Empty;

    /// <summary>IPv4; null: the engine's default.</summary>
    public bool? EnableIpv4 { get; init; }

    /// <summary>IPv6; null: the engine's default.</summary>
    public bool? EnableIpv6 { get; init; }
}
