using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>An image in a docker-archive's <c>manifest.json</c>: the names of its members, and its names.</summary>
internal sealed record ArchiveManifest
{
    public string Config { get => field ?? ""; init; }

    public IReadOnlyList<string>? RepoTags { get; init; }

    public IReadOnlyList<string> Layers { get => field ?? []; init; }

    /// <summary>What the layers' blobs are, by diff id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, OciDescriptor>? LayerSources { get; init; }
}
