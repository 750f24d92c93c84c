namespace Berth.Images;

/// <summary>
/// The images of one engine: names, configurations, layers and content, on disk under one root, and the ways in and out: registry,
/// archives, root file systems, commits. All members may be called from any thread. Whatever kills the process, the next
/// <see cref="Open"/> finds the state before or after each operation, and removes what was half made; partial downloads are kept and resumed.
/// </summary>
public sealed class ImageStore : IDisposable
{
    private ImageStore()
    {
    }

    /// <summary>The file systems of containers.</summary>
    public SnapshotStore Snapshots => throw new NotSupportedException();

    /// <summary>What the last <see cref="Open"/> cleaned up, one line each; empty after an orderly end.</summary>
    public IReadOnlyList<string> CleanedUp => throw new NotSupportedException();

    /// <summary>Opens the store under <see cref="ImageStoreOptions.Root"/>, making or cleaning it as needed. One process at a time.</summary>
    public static ImageStore Open(ImageStoreOptions options) => throw new NotSupportedException();

    /// <summary>All images, those with and those without names, newest first.</summary>
    public IReadOnlyList<StoredImage> List() => throw new NotSupportedException();

    /// <summary>The image of a name, name with digest, id or id prefix; null where there is none.</summary>
    public StoredImage? Find(string nameOrId) => throw new NotSupportedException();

    /// <summary>The same, or an <see cref="ImageException"/> of kind <see cref="ImageErrorKind.NotFound"/>: <c>No such image: x:latest</c>.</summary>
    public StoredImage Get(string nameOrId) => throw new NotSupportedException();

    /// <summary>An image's history, newest step first.</summary>
    public IReadOnlyList<ImageHistoryEntry> History(string nameOrId) => throw new NotSupportedException();

    /// <summary>Gives an image another name, taking it from whichever image has it.</summary>
    public void Tag(string nameOrId, ImageReference name) => throw new NotSupportedException();

    /// <summary>Takes a name away, and the image with its last name, as <c>docker rmi</c> does and words its refusals.</summary>
    public IReadOnlyList<ImageRemoval> Remove(string nameOrId, ImageRemoveOptions options) => throw new NotSupportedException();

    /// <summary>Removes the images that <paramref name="select"/> picks and no container uses, with whatever only they needed.</summary>
    public ImagePruneResult Prune(Func<StoredImage, bool> select, Func<string, IReadOnlyList<ImageUse>> users) => throw new NotSupportedException();

    /// <summary>
    /// Brings an image from its registry, layers in parallel, unpacked while they arrive. An unchanged image costs one request.
    /// Progress arrives in order, one call at a time.
    /// </summary>
    public Task<PullResult> PullAsync(ImageReference name, PullOptions options, IProgress<ImageProgress>? progress, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Sends an image to the registry that its name says.</summary>
    public Task<PushResult> PushAsync(ImageReference name, RegistryCredential? credential, IProgress<ImageProgress>? progress, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>
    /// Reads an archive of images (docker-archive or OCI layout, plain, gzip or zstd) from a stream; gives what Docker prints for each:
    /// <c>Loaded image: name</c> or <c>Loaded image ID: sha256:…</c>.
    /// </summary>
    public Task<IReadOnlyList<string>> LoadAsync(Stream archive, IProgress<ImageProgress>? progress, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Writes images as one archive that is a docker-archive and an OCI layout at once.</summary>
    public Task SaveAsync(IReadOnlyList<string> namesOrIds, Stream archive, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Makes an image of the archive of a root file system (plain, gzip or zstd).</summary>
    public Task<StoredImage> ImportAsync(Stream archive, ImageImport import, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Makes an image of a snapshot's changes, or of a changed configuration.</summary>
    public Task<StoredImage> CommitAsync(ImageCommit commit, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
