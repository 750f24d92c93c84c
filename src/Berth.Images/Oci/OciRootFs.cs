using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>The layers of an image.</summary>
public sealed record OciRootFs
{
    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get => field ?? "layers"; init; }

    /// <summary>The digest of each layer's uncompressed archive, lowest first.</summary>
    [JsonPropertyName("diff_ids")]
    public IReadOnlyList<string> DiffIds { get => field ?? []; init; }
}
