using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The commit that a part was built from.</summary>
public sealed record ComponentCommit
{
    public string ID { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Expected { get; init; }
}
