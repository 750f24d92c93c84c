using System.Collections.ObjectModel;

namespace Berth.Docker;

/// <summary>A network, in lists (without its containers) and by itself.</summary>
public sealed record Network
{
    public string Name { get => field ?? ""; init; }

    public string Id { get => field ?? ""; init; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string Created { get => field ?? ""; init; }

    /// <summary>local.</summary>
    public string Scope { get => field ?? ""; init; }

    public string Driver { get => field ?? ""; init; }

    public bool EnableIPv4 { get; init; }

    public bool EnableIPv6 { get; init; }

    public NetworkIPAM IPAM { get => field ??= new(); init; }

    public bool Internal { get; init; }

    public bool Attachable { get; init; }

    public bool Ingress { get; init; }

    public NetworkConfigReference ConfigFrom { get => field ??= new(); init; }

    public bool ConfigOnly { get; init; }

    public IReadOnlyDictionary<string, NetworkContainer> Containers { get => field ?? ReadOnlyDictionary<string, NetworkContainer>.Empty; init; }

    public IReadOnlyDictionary<string, string> Options { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    public IReadOnlyDictionary<string, string> Labels { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }
}
