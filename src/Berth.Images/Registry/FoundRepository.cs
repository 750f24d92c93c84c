using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>A repository that a search found.</summary>
public sealed record FoundRepository
{
    /// <summary>Its name; without a host where it is Docker Hub's.</summary>
    [JsonPropertyName("name")]
    public string Name { get => field ?? ""; init; }

    /// <summary>What its owner says of it.</summary>
    [JsonPropertyName("description")]
    public string Description { get => field ?? ""; init; }

    /// <summary>How many people liked it.</summary>
    [JsonPropertyName("star_count")]
    public int Stars { get; init; }

    /// <summary>Whether Docker keeps it.</summary>
    [JsonPropertyName("is_official")]
    public bool IsOfficial { get; init; }
}
