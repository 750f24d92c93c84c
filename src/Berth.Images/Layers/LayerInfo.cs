using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>What is known of an unpacked layer; kept beside its folder.</summary>
internal sealed record LayerInfo
{
    /// <summary>The name of its folder: the digits of its diff id, or of its chain id where what it holds depends on the layers below.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>The digest of its uncompressed archive.</summary>
    [JsonPropertyName("diffId")]
    public required string DiffId { get; init; }

    /// <summary>Bytes of its files.</summary>
    [JsonPropertyName("size")]
    public long Size { get; init; }

    /// <summary>Whether it hides all layers below it.</summary>
    [JsonPropertyName("opaque")]
    public bool Opaque { get; init; }

    /// <summary>Whether what it holds depends on the layers below.</summary>
    [JsonPropertyName("needsLower")]
    public bool NeedsLower { get; init; }

    /// <summary>Whether its archive said what the root folder itself is like.</summary>
    [JsonPropertyName("hasRoot")]
    public bool HasRoot { get; init; }
}
