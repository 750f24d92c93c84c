using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>What the engine remembers of an image.</summary>
public sealed record ImageMetadata
{
    /// <summary>RFC 3339 with nanoseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastTagTime { get; init; }
}
