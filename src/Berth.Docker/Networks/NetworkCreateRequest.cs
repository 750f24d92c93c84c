using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A network to be made.</summary>
public sealed record NetworkCreateRequest
{
    public string Name { get => field ?? ""; init; }

    public string Driver { get => field ?? ""; init; }

    public string Scope { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? EnableIPv4 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? EnableIPv6 { get; init; }

    public NetworkIPAM? IPAM { get; init; }

    public bool Internal { get; init; }

    public bool Attachable { get; init; }

    public bool Ingress { get; init; }

    public bool ConfigOnly { get; init; }

    public NetworkConfigReference? ConfigFrom { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
