using Berth.Docker;

namespace Berth.Engine;

/// <summary>What a container that is about to start wants of the network.</summary>
internal sealed record ContainerNetworkRequest
{
    /// <summary>64 hexadecimal digits.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The container's name without a slash.</summary>
    public required string Name { get; init; }

    /// <summary>Its hostname, which stands in <c>/etc/hosts</c> beside its addresses.</summary>
    public required string Hostname { get; init; }

    /// <summary>Its domain name; empty for none.</summary>
    public string Domainname { get => field ?? ""; init; }

    /// <summary><c>host</c>, <c>none</c>, or anything else for a namespace that is connected to <see cref="Endpoints"/>.</summary>
    public required string NetworkMode { get; init; }

    /// <summary>The networks to join, by name or id, as they were asked for.</summary>
    public IReadOnlyDictionary<string, EndpointSettings> Endpoints { get => field ?? new Dictionary<string, EndpointSettings>(); init; }

    /// <summary>Published ports: <c>80/tcp</c> to where on the host.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? PortBindings { get; init; }

    /// <summary>Exposed ports (<c>80/tcp</c>), of the image and of the request.</summary>
    public IEnumerable<string> ExposedPorts { get => field ?? []; init; }

    /// <summary>Published ports are translated before the host's INPUT rules; null for the engine's own way.</summary>
    public bool? OpenPorts { get; init; }

    /// <summary>The same for single ports, whose keys are <c>ADDRESS:PORT:CONTAINERPORT/PROTOCOL</c> as they were asked for: true for open.</summary>
    public IReadOnlyDictionary<string, bool> OpenPort { get => field ?? new Dictionary<string, bool>(); init; }

    /// <summary>Exposed ports without a binding get one on a port that is free.</summary>
    public bool PublishAllPorts { get; init; }

    /// <summary>Lines for <c>/etc/hosts</c>, as <c>name:address</c>; the address may be <c>host-gateway</c>.</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    /// <summary>Lines for <c>/etc/hosts</c> of the containers that it is linked to on the default network.</summary>
    public IReadOnlyList<string> LinkedHosts { get => field ?? []; init; }

    /// <summary>Name servers in place of the host's.</summary>
    public IReadOnlyList<string>? Dns { get; init; }

    /// <summary>Search domains in place of the host's; one that is <c>.</c> stands for none.</summary>
    public IReadOnlyList<string>? DnsSearch { get; init; }

    /// <summary>Resolver options in place of the host's.</summary>
    public IReadOnlyList<string>? DnsOptions { get; init; }
}
