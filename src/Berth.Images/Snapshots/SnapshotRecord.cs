using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>What is kept of a snapshot: <c>snapshots/ID/snapshot.json</c>.</summary>
internal sealed record SnapshotRecord
{
    [JsonPropertyName("image")]
    public string? Image { get; init; }

    /// <summary>The layers' keys, lowest first: they stay as long as the snapshot does.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<string> Layers { get => field ?? []; init; }

    /// <summary>Whether it is a copy; else an overlay.</summary>
    [JsonPropertyName("copy")]
    public bool Copy { get; init; }
}
