using Berth.Linux;

namespace Berth.Images;

/// <summary>Makes layers of their archives: unpacked aside, proven by digest, then counted.</summary>
internal sealed class LayerInstaller(LayerStore layers, long largestLayer, int parallel) : IDisposable
{
    // Unpacking is work for processors; what waits for a lower layer at its end holds a slot, but those were given in order.
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
                : source.Make(() => layers.LowerFolders([.. Task.WhenAll(below).GetAwaiter().GetResult().Select(l => l.Key)]), stop.Token);
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

    /// <summary>Unpacks a layer's blob on a thread of its own: it reads, writes and waits without end. Closes the blob.</summary>
    public async Task<LayerInfo> InstallAsync(Stream blob, LayerSource source, Func<IReadOnlyList<string>> lower, CancellationToken cancel)
    {
        await using (blob.ConfigureAwait(false))
        {
            await slots.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                return await Task.Factory.StartNew(() => Install(blob, source, lower, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    /// <summary>The same on the caller's thread. Closes the blob.</summary>
    public LayerInfo Install(Stream blob, LayerSource source, Func<IReadOnlyList<string>> lower, CancellationToken cancel)
    {
        using NewLayer layer = layers.Begin();
        try
        {
            using RootedFolder root = RootedFolder.Open(layer.Files);
            using var plain = new HashingStream(Compression.Open(blob), largestLayer, source.DiffId.Algorithm);
            using var tar = new TarReader(plain);
            using var unpacker = new LayerUnpacker(root);
            unpacker.Unpack(tar, cancel);
            tar.Drain();
            Digest actual = plain.Finish();
            if (actual != source.DiffId)
            {
                throw new ImageException(ImageErrorKind.Corrupt, $"filesystem layer verification failed for digest {source.DiffId}: the archive has {actual}");
            }

            using LayerChain? below = unpacker.NeedsLower ? new LayerChain(lower()) : null;
            unpacker.Finish(below);
            return layers.Keep(layer, new LayerInfo
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
}
