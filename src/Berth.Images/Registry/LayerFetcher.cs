namespace Berth.Images;

/// <summary>Brings an image's layers: each blob is unpacked while it arrives, all of them side by side, and shared with whoever else wants them.</summary>
internal sealed class LayerFetcher(ContentStore content, LayerStore layers, LayerInstaller installer, BlobFetcher blobs, TimeProvider time)
{
    private readonly SharedWork<(Digest Chain, Digest Blob), LayerInfo> work = new(time);

    /// <summary>Brings the layers of a manifest that aren't here; says whether there were any.</summary>
    public async Task<(IReadOnlyList<LayerInfo> Layers, bool Changed)> BringAllAsync(RepositoryClient client, IReadOnlyList<OciDescriptor> descriptors, IReadOnlyList<string> diffIds, ImageDatabase.Lease lease, ProgressFan progress, CancellationToken cancel)
    {
        var sources = new List<LayerSource>();
        var follower = new Follower(progress);
        bool changed = false;
        Digest? chain = null;
        for (int i = 0; i < diffIds.Count; i++)
        {
            OciDescriptor descriptor = descriptors[i];
            Digest diffId = Digest.Parse(diffIds[i]), blob = Digest.Parse(descriptor.Digest);
            chain = LayerStore.ChainOf(chain, diffId);
            if (!MediaTypes.IsLayer(descriptor.MediaType))
            {
                throw new ImageException(ImageErrorKind.Invalid, $"unsupported media type {descriptor.MediaType} of layer {blob}");
            }

            lease.Add(chain.Hex, diffId.Hex, blob.Value);
            bool there = layers.Find(diffId, chain) is not null;
            changed |= !there;
            progress.Report(blob.Short, there ? "Already exists" : "Pulling fs layer");
            LayerSource source = null!;
            source = new LayerSource(diffId, chain, (lower, stop) =>
                work.JoinAsync((source.ChainId, blob), follower, (fan, end) => BringAsync(client, descriptor, blob, source, lower, fan, end), stop));
            sources.Add(source);
        }

        return (await installer.InstallAllAsync(sources, cancel).ConfigureAwait(false), changed);
    }

    private async Task<LayerInfo> BringAsync(RepositoryClient client, OciDescriptor descriptor, Digest blob, LayerSource source, Func<Task<IReadOnlyList<string>>> lower, ProgressFan progress, CancellationToken cancel)
    {
        bool resumed = false;
        while (true)
        {
            try
            {
                LayerInfo? info = layers.Find(source.DiffId, source.ChainId);
                if (info is null)
                {
                    (info, resumed) = (null, false);
                    info = await BringOnceAsync(client, descriptor, blob, source, lower, progress, r => resumed = r, cancel).ConfigureAwait(false);
                }

                progress.Report(blob.Short, "Pull complete");
                return info;
            }
            catch (ImageException e) when (e.Kind == ImageErrorKind.Corrupt && resumed)
            {
                // What an earlier try had left was bad; it is gone, so this time all of it comes anew.
            }
        }
    }

    private async Task<LayerInfo> BringOnceAsync(RepositoryClient client, OciDescriptor descriptor, Digest blob, LayerSource source, Func<Task<IReadOnlyList<string>>> lower, ProgressFan progress, Action<bool> resumed, CancellationToken cancel)
    {
        using BlobIngest ingest = content.Ingest(blob, descriptor.Size);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task download = blobs.FetchAsync(client, ingest, new Follower(progress), stop.Token);
        await Task.WhenAny(ingest.Started, download).ConfigureAwait(false);
        resumed(ingest.WasResumed);
        Task<LayerInfo> unpack = download.IsFaulted || download.IsCanceled
            ? Task.FromException<LayerInfo>(new OperationCanceledException())
            : UnpackAsync(ingest, download, source, lower, progress, stop.Token);
        Task first = await Task.WhenAny(download, unpack).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully && (first == download || !IsFaultOfContent(unpack)))
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        // The download's failure explains the unpacking's; both have ended before anything is said. Content that can't be unpacked may be
        // content that came wrong, which only the whole blob's digest tells.
        await Task.WhenAll(download, unpack).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        await (download.IsFaulted || !unpack.IsFaulted ? download : unpack).ConfigureAwait(false);
        return await unpack.ConfigureAwait(false);
    }

    private static bool IsFaultOfContent(Task unpack) =>
        unpack.Exception?.InnerException is ImageException { Kind: ImageErrorKind.Invalid or ImageErrorKind.Corrupt };

    private async Task<LayerInfo> UnpackAsync(BlobIngest ingest, Task download, LayerSource source, Func<Task<IReadOnlyList<string>>> lower, ProgressFan progress, CancellationToken cancel)
    {
        var reader = new CountingStream(ingest.OpenReader(cancel), at =>
        {
            if (download.IsCompleted)
            {
                progress.Report(ingest.Digest.Short, "Extracting", at, ingest.Length); // before, the download is what one waits for
            }
        });
        return await installer.InstallAsync(reader, source, lower, cancel).ConfigureAwait(false);
    }

    /// <summary>Hands the steps of shared work on.</summary>
    private sealed class Follower(ProgressFan fan) : IProgress<ImageProgress>
    {
        public void Report(ImageProgress value) => fan.Report(value.Id, value.Status, value.Current, value.Total);
    }
}
