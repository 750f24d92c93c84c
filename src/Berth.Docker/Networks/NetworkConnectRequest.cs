using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A container to be joined to a network.</summary>
public sealed record NetworkConnectRequest
{
    public string Container { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EndpointSettings? EndpointConfig { get; init; }
}
