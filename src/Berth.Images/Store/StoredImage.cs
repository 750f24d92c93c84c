namespace Berth.Images;

/// <summary>An image of the store, as it was when asked.</summary>
public sealed record StoredImage
{
    /// <summary>The image's id: the digest of its configuration, <c>sha256:…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its configuration.</summary>
    public required OciImage Image { get; init; }

    /// <summary>Its names as users see them, such as <c>nginx:latest</c>; empty for an image without a name.</summary>
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>The names under which registries have it, such as <c>nginx@sha256:…</c>.</summary>
    public IReadOnlyList<string> RepoDigests { get; init; } = [];

    /// <summary>The id of the image that it was built on here; null where it wasn't built here.</summary>
    public string? Parent { get; init; }

    /// <summary>Bytes of its layers when unpacked.</summary>
    public long Size { get; init; }

    /// <summary>Bytes of each layer when unpacked, lowest first.</summary>
    public IReadOnlyList<long> LayerSizes { get; init; } = [];

    /// <summary>
    /// The layers' folders, topmost first: the lower folders of an overlay. Fewer than layers where one comes twice, or hides all below it.
    /// </summary>
    public IReadOnlyList<string> LayerFolders { get; init; } = [];

    /// <summary>When it last got a name.</summary>
    public DateTimeOffset? LastTagged { get; init; }
}
