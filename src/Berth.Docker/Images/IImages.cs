namespace Berth.Docker;

/// <summary>
/// Images: one of the seven interfaces of an engine. An image is named by a reference, an id or a prefix of it. Failures are
/// <see cref="DockerException"/>, NotFound "No such image: x". A method with progress that fails before its first message
/// becomes an HTTP status, after it an error in the stream.
/// </summary>
public interface IImages
{
    /// <summary>Lists images, the newest first.</summary>
    Task<IReadOnlyList<ImageSummary>> ListAsync(ImageListOptions options, CancellationToken cancel = default);

    /// <summary>Everything about an image.</summary>
    /// <param name="name">The image.</param>
    /// <param name="platform">"os[/arch[/variant]]" of a multi-platform image; null for the engine's own.</param>
    /// <param name="manifests">With the manifest of each platform.</param>
    /// <param name="cancel">Gives up.</param>
    Task<ImageInspect> InspectAsync(string name, string? platform = null, bool manifests = false, CancellationToken cancel = default);

    /// <summary>How an image was made, the newest step first.</summary>
    Task<IReadOnlyList<ImageHistoryItem>> HistoryAsync(string name, string? platform = null, CancellationToken cancel = default);

    /// <summary>Pulls an image from its registry.</summary>
    Task PullAsync(ImagePullRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default);

    /// <summary>Pushes an image to its registry.</summary>
    Task PushAsync(ImagePushRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default);

    /// <summary>Gives an image another name.</summary>
    Task TagAsync(string name, string repository, string tag, CancellationToken cancel = default);

    /// <summary>Takes a name from an image, and removes the image when it was the last.</summary>
    Task<IReadOnlyList<ImageDeleteItem>> RemoveAsync(string name, bool force = false, bool noPrune = false, CancellationToken cancel = default);

    /// <summary>Removes images that no container uses.</summary>
    Task<ImagesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default);

    /// <summary>Writes images as a tar archive that both docker load and OCI layout readers take.</summary>
    Task SaveAsync(IReadOnlyList<string> names, Stream destination, string? platform = null, CancellationToken cancel = default);

    /// <summary>Reads images from a tar archive.</summary>
    Task LoadAsync(
        Stream archive, IProgress<ProgressMessage> progress, bool quiet = false, string? platform = null, CancellationToken cancel = default);

    /// <summary>Makes an image of a root file system.</summary>
    Task ImportAsync(ImageImportRequest request, Stream? content, IProgress<ProgressMessage> progress, CancellationToken cancel = default);

    /// <summary>Searches a registry.</summary>
    Task<IReadOnlyList<ImageSearchResult>> SearchAsync(ImageSearchRequest request, CancellationToken cancel = default);

    /// <summary>Makes an image of a container and returns its id.</summary>
    Task<string> CommitAsync(ImageCommitRequest request, CancellationToken cancel = default);

    /// <summary>Asks an image's registry for its digest and platforms.</summary>
    Task<DistributionInspect> DistributionAsync(string name, AuthConfig? registryAuth = null, CancellationToken cancel = default);
}
