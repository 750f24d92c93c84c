using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A path in a container.</summary>
public sealed record ContainerPathStat
{
    [JsonPropertyName("name")]
    public string Name { get => field ?? ""; init; }

    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Go's os.FileMode; see GoFileMode.</summary>
    [JsonPropertyName("mode")]
    public uint Mode { get; init; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("mtime")]
    public string Mtime { get => field ?? ""; init; }

    [JsonPropertyName("linkTarget")]
    public string LinkTarget { get => field ?? ""; init; }
}
