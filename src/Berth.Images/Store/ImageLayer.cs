using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>A layer of an image: the key of its folder, and the blob that it was unpacked from.</summary>
internal sealed record ImageLayer
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>The digest of its blob; null where it was made here and has none yet.</summary>
    [JsonPropertyName("blob")]
    public string? Blob { get; init; }

    /// <summary>The blob's media type.</summary>
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }
}
