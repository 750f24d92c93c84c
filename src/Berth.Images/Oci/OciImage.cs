using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>An image configuration: the blob whose digest is the image's id (OCI image specification, config.md, with Docker's additions).</summary>
public sealed record OciImage
{
    /// <summary>When the image was made.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Who made it.</summary>
    [JsonPropertyName("author")]
    public string? Author { get; init; }

    /// <summary>The processor, in Go's names: <c>amd64</c>, <c>arm64</c>.</summary>
    [JsonPropertyName("architecture")]
    public string Architecture { get => field ?? ""; init; }

    /// <summary>The processor's variant, such as <c>v8</c>.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>The operating system, <c>linux</c>.</summary>
    [JsonPropertyName("os")]
    public string Os { get => field ?? ""; init; }

    /// <summary>The operating system's version (Windows images).</summary>
    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    /// <summary>How a container of this image runs.</summary>
    [JsonPropertyName("config")]
    public OciImageConfig? Config { get; init; }

    /// <summary>The layers, lowest first.</summary>
    [JsonPropertyName("rootfs")]
    public OciRootFs? RootFs { get; init; }

    /// <summary>How each layer came to be, oldest first.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<OciHistory>? History { get; init; }

    /// <summary>A remark of whoever made it (Docker).</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>The engine that made it (Docker).</summary>
    [JsonPropertyName("docker_version")]
    public string? DockerVersion { get; init; }

    /// <summary>The container that it was made from (Docker).</summary>
    [JsonPropertyName("container")]
    public string? Container { get; init; }

    /// <summary>That container's configuration (Docker).</summary>
    [JsonPropertyName("container_config")]
    public OciImageConfig? ContainerConfig { get; init; }
}
