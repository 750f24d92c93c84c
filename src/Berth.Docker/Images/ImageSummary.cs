using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>An image as the list of images shows it.</summary>
public sealed record ImageSummary
{
    /// <summary>How many containers use it; -1 for not counted.</summary>
    public long Containers { get; init; }

    /// <summary>Unix time in seconds.</summary>
    public long Created { get; init; }

    public string Id { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public string ParentId { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OciDescriptor? Descriptor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImageManifestSummary>? Manifests { get; init; }

    public IReadOnlyList<string> RepoDigests { get => field ?? []; init; }

    public IReadOnlyList<string> RepoTags { get => field ?? []; init; }

    /// <summary>Bytes of layers that other images have too; -1 for not counted.</summary>
    public long SharedSize { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }
}
