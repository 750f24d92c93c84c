using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A container runtime.</summary>
public sealed record RuntimeInfo
{
    [JsonPropertyName("path")]
    public string Path { get => field ?? ""; init; }

    [JsonPropertyName("runtimeArgs")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RuntimeArgs { get; init; }

    [JsonPropertyName("status")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Status { get; init; }
}
