using Berth.Linux;

namespace Berth.Images;

/// <summary>Makes images here: of root file systems' archives, of containers' changes, of other configurations.</summary>
internal sealed class ImageMaker(MakerServices services, TimeProvider time)
{
    private static readonly string EmptyArchive = Digest.Of(new byte[1024]).Value;

    /// <summary>Makes an image with one layer of an archive, plain or compressed.</summary>
    public async Task<string> ImportAsync(Stream archive, ImageImport import, CancellationToken cancel)
    {
        using ImageDatabase.Lease lease = services.Registrar.Hold();
        using BlobSpool spool = services.Content.Spool();
        Digest diffId = await Task.Factory.StartNew(() => Spool(archive, spool, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        lease.Add(diffId.Hex, spool.Digest.Value);
        LayerSource source = null!;
        source = new LayerSource(diffId, diffId, (lower, stop) => services.Installer.InstallAsync(spool.OpenRead(), source, lower, stop));
        LayerInfo layer = (await services.Installer.InstallAllAsync([source], cancel).ConfigureAwait(false))[0];
        OciPlatform platform = import.Platform ?? OciPlatform.Host;
        DateTimeOffset now = time.GetUtcNow();
        string blob = spool.Keep().Value;
        return Register(new OciImage
        {
            Architecture = platform.Architecture,
            Variant = platform.Variant,
            Os = platform.Os,
            Created = now,
            Comment = import.Comment,
            Config = import.Config,
            RootFs = new OciRootFs { DiffIds = [diffId.Value] },
            History = [new OciHistory { Created = now, Comment = import.Comment }],
        }, [new ImageLayer { Key = layer.Key, Blob = blob }], null, import.Name, lease);
    }

    /// <summary>Makes an image on top of another.</summary>
    public async Task<string> CommitAsync(ImageCommit commit, CancellationToken cancel)
    {
        using ImageDatabase.Lease lease = services.Registrar.Hold();
        ImageEntry? parent = commit.Parent is null ? null : services.Database.Find(commit.Parent) ?? throw ImageNames.Unknown(commit.Parent);
        IReadOnlyList<ImageLayer> below = parent?.Record.Layers ?? [];
        lease.Add(below.Select(l => l.Key));
        MadeLayer? layer = commit.Layer is { } taken ? Taken(taken.Image, taken.Index, lease)
            : commit.Snapshot is null ? null
            : await Task.Factory.StartNew(() => MakeLayerAsync(commit, parent, lease, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().ConfigureAwait(false);
        IReadOnlyList<ImageLayer> own = layer is null ? [] : [new ImageLayer { Key = layer.Key, Blob = layer.Blob }];
        return Register(Derive(commit, parent?.Image ?? new OciImage(), layer), [.. below, .. own], commit.Parent, commit.Name, lease);
    }

    private MadeLayer Taken(string image, int index, ImageDatabase.Lease lease)
    {
        ImageEntry entry = services.Database.Find(image) ?? throw ImageNames.Unknown(image);
        ImageLayer layer = entry.Record.Layers[index];
        lease.Add([layer.Key]);
        return new MadeLayer(layer.Key, entry.Image.RootFs!.DiffIds[index], layer.Blob);
    }

    private OciImage Derive(ImageCommit commit, OciImage parent, MadeLayer? layer)
    {
        OciPlatform platform = commit.Platform
            ?? (parent.Os.Length == 0 ? OciPlatform.Host : new OciPlatform { Os = parent.Os, Architecture = parent.Architecture, Variant = parent.Variant });
        IReadOnlyList<string> own = layer is null ? [] : [layer.DiffId];
        return new OciImage
        {
            Architecture = platform.Architecture,
            Variant = platform.Variant,
            Os = platform.Os,
            OsVersion = parent.OsVersion,
            Created = commit.History.Created ?? time.GetUtcNow(),
            Author = commit.Author ?? parent.Author,
            Comment = commit.History.Comment,
            Config = commit.Config,
            RootFs = new OciRootFs { DiffIds = [.. parent.RootFs?.DiffIds ?? [], .. own] },
            History = [.. parent.History ?? [], commit.History with { EmptyLayer = layer is null }],
        };
    }

    private string Register(OciImage image, IReadOnlyList<ImageLayer> layers, string? parent, ImageReference? name, ImageDatabase.Lease lease)
    {
        byte[] json = OciJson.Write(image);
        lease.Add(Digest.Of(json).Value);
        Digest id = services.Content.Write(json);
        services.Registrar.Register(new ImageRecord { Id = id.Value, Layers = layers, Parent = parent }, name is null ? [] : [name.WithDefaultTag()]);
        return id.Value;
    }

    // Writes the archive as it comes, and finds out what its content's digest is.
    private static Digest Spool(Stream archive, BlobSpool spool, CancellationToken cancel)
    {
        using var source = new BlockingReader(archive, cancel);
        var buffer = new byte[128 * 1024];
        while (source.Read(buffer) is int read and > 0)
        {
            spool.Append(buffer.AsSpan(0, read));
        }

        using var plain = new HashingStream(Compression.Open(spool.OpenRead()));
        while (plain.Read(buffer) > 0)
        {
            cancel.ThrowIfCancellationRequested();
        }

        return plain.Finish();
    }

    private async Task<MadeLayer?> MakeLayerAsync(ImageCommit commit, ImageEntry? parent, ImageDatabase.Lease lease, CancellationToken cancel)
    {
        Snapshot snapshot = services.Snapshots.Get(commit.Snapshot!);
        try
        {
            return snapshot.Mode == SnapshotMode.Overlay
                ? LayerOfUpper(commit, parent, snapshot, lease, cancel)
                : await LayerOfCopyAsync(commit, parent, snapshot, lease, cancel).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw StoreFaults.Of(e, "make a layer of container " + snapshot.Id);
        }
    }

    // An upper folder is a layer's folder already. What is hashed is the layer's own copy, which nobody changes any more.
    private MadeLayer? LayerOfUpper(ImageCommit commit, ImageEntry? parent, Snapshot snapshot, ImageDatabase.Lease lease, CancellationToken cancel)
    {
        using NewLayer made = services.Layers.Begin();
        using RootedFolder upper = RootedFolder.Open(snapshot.UpperFolder!);
        bool withRoot = RootDiffers(upper, parent);
        if (commit.UseUp)
        {
            FileCalls.Rename(FileCalls.WorkingFolder, snapshot.UpperFolder!, FileCalls.WorkingFolder, made.Files);
            services.Snapshots.Remove(snapshot.Id);
        }
        else
        {
            using RootedFolder target = RootedFolder.Open(made.Files);
            TreeCopy.Duplicate(upper, target);
        }

        using RootedFolder layer = RootedFolder.Open(made.Files);
        MountPoints.Remove(layer, commit.MountPoints);
        using var hash = new StreamHash();
        using (var sink = new SpoolStream(hash.Append))
        {
            new LayerArchiver(sink, cancel).AddLayer(layer, withRoot);
        }

        Digest diffId = hash.Finish();
        if (diffId.Value == EmptyArchive)
        {
            return null;
        }

        Digest chain = LayerStore.ChainOf(ChainOf(parent), diffId);
        lease.Add(chain.Hex, diffId.Hex);
        LayerInfo info = services.Layers.Find(diffId, chain) ?? services.Layers.Keep(made, new LayerInfo
        {
            Key = diffId.Hex,
            DiffId = diffId.Value,
            Size = TreeSize.Of(layer),
            HasRoot = withRoot,
        });
        return new MadeLayer(info.Key, info.DiffId, null);
    }

    private async Task<MadeLayer?> LayerOfCopyAsync(ImageCommit commit, ImageEntry? parent, Snapshot snapshot, ImageDatabase.Lease lease, CancellationToken cancel)
    {
        using BlobSpool spool = services.Content.Spool();
        using (RootedFolder root = RootedFolder.Open(snapshot.RootFolder!))
        {
            MountPoints.Remove(root, commit.MountPoints);
        }

        using (RootedFolder root = RootedFolder.Open(snapshot.RootFolder!))
        using (var sink = new SpoolStream(spool.Append))
        {
            new LayerArchiver(sink, cancel).AddChanges(root, services.Snapshots.Changes(snapshot.Id));
        }

        if (commit.UseUp)
        {
            services.Snapshots.Remove(snapshot.Id);
        }

        Digest diffId = spool.Digest;
        if (diffId.Value == EmptyArchive)
        {
            return null;
        }

        Digest chain = LayerStore.ChainOf(ChainOf(parent), diffId);
        lease.Add(chain.Hex, diffId.Hex, diffId.Value);
        IReadOnlyList<string> lower = services.Layers.LowerFolders([.. (parent?.Record.Layers ?? []).Select(l => l.Key)]);
        LayerInfo? there = services.Layers.Find(diffId, chain);
        var source = new LayerSource(diffId, chain, (_, _) => throw new InvalidOperationException());
        LayerInfo info = there ?? await services.Installer.InstallAsync(spool.OpenRead(), source, () => Task.FromResult(lower), cancel).ConfigureAwait(false);
        return new MadeLayer(info.Key, info.DiffId, spool.Keep().Value);
    }

    private bool RootDiffers(RootedFolder upper, ImageEntry? parent)
    {
        FileStat now = FileCalls.Stat(upper.Handle);
        FileStat? given = services.Layers.RootOf([.. (parent?.Record.Layers ?? []).Select(l => l.Key)]);
        return (now.Mode, now.User, now.Group) != (given?.Mode ?? 0x1ED /* 0755 */, given?.User ?? 0, given?.Group ?? 0);
    }

    private static Digest? ChainOf(ImageEntry? image)
    {
        Digest? chain = null;
        foreach (string diffId in image?.Image.RootFs?.DiffIds ?? [])
        {
            chain = LayerStore.ChainOf(chain, Digest.Parse(diffId));
        }

        return chain;
    }

    /// <summary>A layer that was made, and its blob where it has one.</summary>
    private sealed record MadeLayer(string Key, string DiffId, string? Blob);
}
