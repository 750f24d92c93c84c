using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>A manifest or an index (OCI image specification, manifest.md and image-index.md; Docker's schema 2 has the same members).</summary>
internal sealed record OciManifest
{
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; }

    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    /// <summary>What the manifest is of, if it is no image's (OCI 1.1).</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>The image configuration; null in an index.</summary>
    [JsonPropertyName("config")]
    public OciDescriptor? Config { get; init; }

    /// <summary>The layers, lowest first; null in an index.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<OciDescriptor>? Layers { get; init; }

    /// <summary>The manifests of an index; null in a manifest.</summary>
    [JsonPropertyName("manifests")]
    public IReadOnlyList<OciDescriptor>? Manifests { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Whether this is an index of several manifests, by what it holds: the media type is optional in OCI.</summary>
    [JsonIgnore]
    public bool IsIndex => Manifests is not null && Config is null;
}
