using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images;

/// <summary>
/// The images of one engine: names, configurations, layers and content, on disk under one root, and the ways in and out: registry,
/// archives, root file systems, commits. All members may be called from any thread. Whatever kills the process, the next
/// <see cref="Open"/> finds the state before or after each operation, and removes what was half made; partial downloads are kept and resumed.
/// </summary>
public sealed class ImageStore : IDisposable
{
    private static readonly TimeSpan LeftoversLive = TimeSpan.FromDays(7);

    private readonly ImageStoreOptions options;
    private readonly SafeFileHandle lockFile;
    private readonly Trash trash;
    private readonly ContentStore content;
    private readonly LayerStore layers;
    private readonly ImageDatabase database;
    private readonly ImageNames names;
    private readonly ImageRegistrar registrar;
    private readonly LayerInstaller installer;
    private readonly ImageViews views;
    private readonly RegistryServices registry;
    private readonly BlobFetcher blobs;
    private readonly LayerFetcher fetcher;
    private readonly LayerBlobs layerBlobs;

    private ImageStore(ImageStoreOptions options, SafeFileHandle lockFile)
    {
        (this.options, this.lockFile) = (options, lockFile);
        string boot = new ProcFs("/proc").BootId();
        string At(string name) => Path.Combine(options.Root, name);
        trash = new Trash(At("trash"));
        content = new ContentStore(At("content"));
        layers = new LayerStore(At("layers"), trash);
        database = new ImageDatabase(At("images"), content, layers, boot);
        Snapshots = new SnapshotStore(At("snapshots"), database, layers, trash, options.ForceCopies);
        names = new ImageNames(database);
        registrar = new ImageRegistrar(database, options.Root, boot, options.Time);
        installer = new LayerInstaller(layers, options.LargestLayer, options.ParallelLayers);
        views = new ImageViews(database, layers);
        layerBlobs = new LayerBlobs(content, layers);
        registry = new RegistryServices(options.Registry, options.Time);
        blobs = new BlobFetcher(content, registry, options.ParallelLayers, options.Time);
        fetcher = new LayerFetcher(content, layers, installer, blobs, options.Time);
        CleanedUp = CleanUp(boot);
        registrar.SettleAll();
    }

    /// <summary>The file systems of containers.</summary>
    public SnapshotStore Snapshots { get; }

    /// <summary>What the last <see cref="Open"/> cleaned up, one line each; empty after an orderly end.</summary>
    public IReadOnlyList<string> CleanedUp { get; }

    /// <summary>Opens the store under <see cref="ImageStoreOptions.Root"/>, making or cleaning it as needed. One process at a time.</summary>
    public static ImageStore Open(ImageStoreOptions options)
    {
        Directory.CreateDirectory(options.Root);
        SafeFileHandle? file = null;
        try
        {
            file = FileCalls.Open(Path.Combine(options.Root, "lock"), OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.NoFollow, 0x180 /* 0600 */);
            return FileCalls.TryLock(file)
                ? new ImageStore(options, file)
                : throw new ImageException(ImageErrorKind.Conflict, $"another engine uses the images in {options.Root}");
        }
        catch (Exception e)
        {
            file?.Dispose();
            throw e is IOException io ? StoreFaults.Of(io, "open the image store " + options.Root) : e;
        }
    }

    /// <summary>All images, those with and those without names, newest first.</summary>
    public IReadOnlyList<StoredImage> List() => views.All();

    /// <summary>The image of a name, name with digest, id or id prefix; null where there is none.</summary>
    public StoredImage? Find(string nameOrId) => names.Find(nameOrId) is { } id ? views.Find(id) : null;

    /// <summary>The same, or an <see cref="ImageException"/> of kind <see cref="ImageErrorKind.NotFound"/>: <c>No such image: x:latest</c>.</summary>
    public StoredImage Get(string nameOrId) => Find(nameOrId) ?? throw ImageNames.Unknown(nameOrId);

    /// <summary>An image's history, newest step first.</summary>
    public IReadOnlyList<ImageHistoryEntry> History(string nameOrId) => views.History(Get(nameOrId));

    /// <summary>Gives an image another name, taking it from whichever image has it.</summary>
    public void Tag(string nameOrId, ImageReference name)
    {
        if (name.Digest is not null)
        {
            throw new ImageException(ImageErrorKind.Invalid, "refusing to create a tag with a digest reference");
        }

        registrar.Name(Get(nameOrId).Id, [name.WithDefaultTag()]);
    }

    /// <summary>Takes a name away, and the image with its last name, as <c>docker rmi</c> does and words its refusals.</summary>
    public IReadOnlyList<ImageRemoval> Remove(string nameOrId, ImageRemoveOptions options)
    {
        var remover = new ImageRemover(database, options.Users);
        remover.Remove(nameOrId, options.Force, !options.KeepParents);
        return remover.Removed;
    }

    /// <summary>
    /// Removes the images that <paramref name="select"/> picks and no container uses, with whatever only they needed, and what broken-off
    /// pulls left.
    /// </summary>
    public ImagePruneResult Prune(Func<StoredImage, bool> select, Func<string, IReadOnlyList<ImageUse>> users)
    {
        var remover = new ImageRemover(database, users);
        foreach (StoredImage image in List().Where(select))
        {
            remover.RemoveUnused(image.Id);
        }

        return new ImagePruneResult(remover.Removed, remover.Bytes + database.Sweep());
    }

    /// <summary>
    /// Reads an archive of images (docker-archive or OCI layout, plain, gzip or zstd) from a stream; gives what Docker prints for each:
    /// <c>Loaded image: name</c> or <c>Loaded image ID: sha256:…</c>.
    /// </summary>
    public Task<IReadOnlyList<string>> LoadAsync(Stream archive, IProgress<ImageProgress>? progress, CancellationToken cancel) =>
        FreeRoomOnFailure(new ArchiveLoader(content, layers, installer, registrar).LoadAsync(archive, Fan(progress), cancel));

    /// <summary>
    /// Brings an image from its registry, layers in parallel, unpacked while they arrive. An unchanged image costs one request.
    /// Progress arrives in order, one call at a time.
    /// </summary>
    public Task<PullResult> PullAsync(ImageReference name, PullOptions options, IProgress<ImageProgress>? progress, CancellationToken cancel) =>
        FreeRoomOnFailure(new ImagePuller(new PullServices(registry, content, fetcher, database, registrar, views)).PullAsync(name, options, Fan(progress), cancel));

    /// <summary>Asks a name's registry what it has, and brings nothing here.</summary>
    public Task<RemoteImage> AskAsync(ImageReference name, RegistryCredential? credential, CancellationToken cancel) =>
        ImageInquiry.FindAsync(registry, name, credential, cancel);

    /// <summary>Searches the repositories of Docker Hub, or of a registry whose host the term begins with.</summary>
    public Task<IReadOnlyList<FoundRepository>> SearchAsync(string term, int limit, RegistryCredential? credential, CancellationToken cancel) =>
        RepositorySearch.FindAsync(registry, term, limit, credential, cancel);

    /// <summary>Sends an image to the registry that its name says.</summary>
    public Task<PushResult> PushAsync(ImageReference name, RegistryCredential? credential, IProgress<ImageProgress>? progress, CancellationToken cancel) =>
        new ImagePusher(new PushServices(registry, content, layers, layerBlobs, database, registrar), options.ParallelLayers).PushAsync(name, credential, Fan(progress), cancel);

    /// <summary>Writes images as one archive that is a docker-archive and an OCI layout at once. A name without tag means all tags.</summary>
    public Task SaveAsync(IReadOnlyList<string> namesOrIds, Stream archive, CancellationToken cancel) =>
        new ArchiveSaver(database, content, layers, layerBlobs).SaveAsync(namesOrIds, archive, cancel);

    /// <summary>Makes an image of the archive of a root file system (plain, gzip or zstd).</summary>
    public async Task<StoredImage> ImportAsync(Stream archive, ImageImport import, CancellationToken cancel) =>
        Get(await FreeRoomOnFailure(Maker().ImportAsync(archive, import, cancel)).ConfigureAwait(false));

    /// <summary>Makes an image of a snapshot's changes, or of a changed configuration. A snapshot without changes makes no layer.</summary>
    public async Task<StoredImage> CommitAsync(ImageCommit commit, CancellationToken cancel) =>
        Get(await FreeRoomOnFailure(Maker().CommitAsync(commit, cancel)).ConfigureAwait(false));

    /// <inheritdoc/>
    public void Dispose()
    {
        Snapshots.Ready.Wait();
        registrar.Dispose();
        blobs.Dispose();
        registry.Dispose();
        installer.Dispose();
        trash.Dispose();
        lockFile.Dispose();
    }

    // What came before the disk was full would help a next try, but more room helps more.
    private async Task<T> FreeRoomOnFailure<T>(Task<T> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (ImageException e) when (e.Kind == ImageErrorKind.NoSpace)
        {
            database.Sweep();
            content.DiscardPartials();
            throw;
        }
    }

    private ImageMaker Maker() => new(new MakerServices(content, layers, installer, Snapshots, database, registrar), options.Time);

    private ProgressFan Fan(IProgress<ImageProgress>? progress)
    {
        var fan = new ProgressFan(options.Time);
        fan.Add(progress);
        return fan;
    }

    private List<string> CleanUp(string boot)
    {
        var lines = new List<string>(database.CleanedUp);
        Count(layers.CleanedUp, "half-unpacked layers");
        Count(Snapshots.CleanedUp, "half-made container file systems");
        Count(content.CleanUp(options.Time.GetUtcNow() - LeftoversLive), "abandoned transfers");

        // What no image needs was left by a broken-off pull, and may be of use to the next; but not after a crash of the machine, which
        // may have lost what the files hold.
        string path = Path.Combine(options.Root, "boot");
        if (!File.Exists(path) || File.ReadAllText(path) != boot)
        {
            database.Sweep();
            AtomicFile.Write(path, System.Text.Encoding.ASCII.GetBytes(boot));
        }

        return lines;

        void Count(int count, string what)
        {
            if (count > 0)
            {
                lines.Add($"removed {count} {what}");
            }
        }
    }
}
