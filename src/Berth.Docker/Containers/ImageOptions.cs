using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>Options of an image mount.</summary>
public sealed record ImageOptions
{
    /// <summary>A relative path in the image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subpath { get; init; }
}
