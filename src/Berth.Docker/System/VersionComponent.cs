using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The version of a part.</summary>
public sealed record VersionComponent
{
    public string Name { get => field ?? ""; init; }

    public string Version { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
