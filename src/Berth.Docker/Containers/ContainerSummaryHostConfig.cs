using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The part of the host configuration that the list of containers shows.</summary>
public sealed record ContainerSummaryHostConfig
{
    public string NetworkMode { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
