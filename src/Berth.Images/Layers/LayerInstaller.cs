using Berth.Linux;

namespace Berth.Images;

/// <summary>Makes layers of their archives: unpacked aside, proven by digest, then counted.</summary>
internal sealed class LayerInstaller(LayerStore layers, long largestLayer, int parallel) : IDisposable
{
    // Unpacking is work for processors. Nothing waits for another layer while it holds one of these.
    private readonly SemaphoreSlim slots = new(Math.Max(2, parallel));

    /// <summary>
    /// Makes the layers that aren't there, all at the same time as far as there are slots, and gives all, lowest first. The first failure
    /// cancels the rest.
    /// </summary>
    public async Task<IReadOnlyList<LayerInfo>> InstallAllAsync(IReadOnlyList<LayerSource> sources, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var tasks = new Task<LayerInfo>[sources.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            LayerSource source = sources[i];
            Task<LayerInfo>[] below = tasks[..i];
            tasks[i] = layers.Find(source.DiffId, source.ChainId) is { } there
                ? Task.FromResult(there)
                : source.Make(async () => layers.LowerFolders([.. (await Task.WhenAll(below).ConfigureAwait(false)).Select(l => l.Key)]), stop.Token);
        }

        Exception? failure = null;
        await foreach (Task<LayerInfo> done in Task.WhenEach(tasks).ConfigureAwait(false))
        {
            if (!done.IsCompletedSuccessfully && failure is null)
            {
                failure = done.Exception?.InnerException ?? new OperationCanceledException(cancel);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return [.. tasks.Select(t => t.Result)];
    }

    /// <summary>
    /// Unpacks a layer's blob on a thread of its own (it reads, writes and waits without end), and completes it by the layers below where its
    /// archive needs them. Closes the blob.
    /// </summary>
    public async Task<LayerInfo> InstallAsync(Stream blob, LayerSource source, Func<Task<IReadOnlyList<string>>> lower, CancellationToken cancel)
    {
        using UnpackedLayer layer = await UnpackAsync(blob, source, cancel).ConfigureAwait(false);
        IReadOnlyList<string>? below = layer.Unpacker.NeedsLower ? await lower().WaitAsync(cancel).ConfigureAwait(false) : null;
        return await Task.Run(() => Finish(layer, source, below), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private async Task<UnpackedLayer> UnpackAsync(Stream blob, LayerSource source, CancellationToken cancel)
    {
        await using (blob.ConfigureAwait(false))
        {
            await slots.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                return await Task.Factory.StartNew(() => Unpack(blob, source, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private UnpackedLayer Unpack(Stream blob, LayerSource source, CancellationToken cancel)
    {
        var layer = new UnpackedLayer(layers.Begin());
        try
        {
            using var plain = new HashingStream(Compression.Open(blob), largestLayer, source.DiffId.Algorithm);
            using var tar = new TarReader(plain);
            layer.Unpacker.Unpack(tar, cancel);
            tar.Drain();
            Digest actual = plain.Finish();
            return actual == source.DiffId
                ? layer
                : throw new ImageException(ImageErrorKind.Corrupt, $"filesystem layer verification failed for digest {source.DiffId}: the archive has {actual}");
        }
        catch (Exception e)
        {
            layer.Dispose();
            throw e is IOException io ? LayerFaults.Named(io, "layer " + source.DiffId.Short) : e;
        }
    }

    private LayerInfo Finish(UnpackedLayer layer, LayerSource source, IReadOnlyList<string>? lower)
    {
        LayerUnpacker unpacker = layer.Unpacker;
        try
        {
            using LayerChain? below = lower is null ? null : new LayerChain(lower);
            unpacker.Finish(below);
            return layers.Keep(layer.Place, new LayerInfo
            {
                Key = unpacker.NeedsLower ? source.ChainId.Hex : source.DiffId.Hex,
                DiffId = source.DiffId.Value,
                Size = unpacker.Size,
                Opaque = unpacker.IsOpaque,
                NeedsLower = unpacker.NeedsLower,
                HasRoot = unpacker.HasRoot,
            });
        }
        catch (IOException e)
        {
            throw LayerFaults.Named(e, "layer " + source.DiffId.Short);
        }
    }

    /// <summary>A layer whose archive is unpacked: what remains are the layers below, and its name.</summary>
    private sealed class UnpackedLayer : IDisposable
    {
        private readonly RootedFolder root;

        public UnpackedLayer(NewLayer place)
        {
            Place = place;
            root = RootedFolder.Open(place.Files);
            Unpacker = new LayerUnpacker(root);
        }

        public NewLayer Place { get; }

        public LayerUnpacker Unpacker { get; }

        public void Dispose()
        {
            Unpacker.Dispose();
            root.Dispose();
            Place.Dispose();
        }
    }
}
