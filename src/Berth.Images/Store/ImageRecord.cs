using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>What is kept of an image beside its configuration: <c>images/HEX.json</c>.</summary>
internal sealed record ImageRecord
{
    /// <summary>The image's id, the digest of its configuration.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The digest of the manifest that it came with; null for one made here.</summary>
    [JsonPropertyName("manifest")]
    public string? Manifest { get; init; }

    /// <summary>Its layers, lowest first.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<ImageLayer> Layers { get => field ?? []; init; }

    /// <summary>The image that it was built on here.</summary>
    [JsonPropertyName("parent")]
    public string? Parent { get; init; }

    /// <summary>
    /// The boot in which it was written, until its files are known to be on the disk. Found in another boot, the machine went down in
    /// between, and the files can't be trusted.
    /// </summary>
    [JsonPropertyName("unsyncedIn")]
    public string? UnsyncedIn { get; init; }
}
