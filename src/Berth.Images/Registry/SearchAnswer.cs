using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>What a registry answers to a search.</summary>
internal sealed record SearchAnswer
{
    [JsonPropertyName("results")]
    public IReadOnlyList<FoundRepository> Results { get => field ?? []; init; }
}
