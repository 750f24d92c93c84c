using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>Everything about one image.</summary>
public sealed record ImageInspect
{
    public string Id { get => field ?? ""; init; }

    public IReadOnlyList<string> RepoTags { get => field ?? []; init; }

    public IReadOnlyList<string> RepoDigests { get => field ?? []; init; }

    public string Parent { get => field ?? ""; init; }

    public string Comment { get => field ?? ""; init; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Created { get; init; }

    public string DockerVersion { get => field ?? ""; init; }

    public string Author { get => field ?? ""; init; }

    public ImageConfig? Config { get; init; }

    public string Architecture { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Variant { get; init; }

    public string Os { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OsVersion { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Bytes; before API 1.44 only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long VirtualSize { get; init; }

    public DriverData GraphDriver { get => field ??= new(); init; }

    public ImageRootFS RootFS { get => field ??= new(); init; }

    public ImageMetadata Metadata { get => field ??= new(); init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OciDescriptor? Descriptor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImageManifestSummary>? Manifests { get; init; }
}
