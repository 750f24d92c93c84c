using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>A reference to a blob: its digest, length and type (OCI image specification, descriptor.md).</summary>
internal sealed record OciDescriptor
{
    [JsonPropertyName("mediaType")]
    public string MediaType { get => field ?? ""; init; }

    [JsonPropertyName("digest")]
    public string Digest { get => field ?? ""; init; }

    /// <summary>Bytes.</summary>
    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Where the blob may be had from besides the registry (foreign layers).</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyList<string>? Urls { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonPropertyName("platform")]
    public OciPlatform? Platform { get; init; }

    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }
}
