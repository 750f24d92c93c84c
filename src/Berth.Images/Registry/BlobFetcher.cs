using System.Net;

namespace Berth.Images;

/// <summary>
/// Brings layers' blobs into the content store: a few at the same time, from where an earlier try stopped, again where the connection breaks,
/// each one once however many want it.
/// </summary>
internal sealed class BlobFetcher(ContentStore content, RegistryServices services, int parallel, TimeProvider time) : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly SemaphoreSlim slots = new(parallel);
    private readonly SharedWork<Digest, bool> work = new(time);

    /// <summary>Brings a blob; <paramref name="ingest"/> is its place, which others may read as it fills.</summary>
    public Task FetchAsync(RepositoryClient client, BlobIngest ingest, IProgress<ImageProgress>? follower, CancellationToken cancel) =>
        work.JoinAsync(ingest.Digest, follower, (fan, stop) => FetchOnceAsync(client, ingest, fan, stop), cancel);

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private async Task<bool> FetchOnceAsync(RepositoryClient client, BlobIngest mine, ProgressFan fan, CancellationToken cancel)
    {
        // An ingest of my own: whoever began may give up, and others read on.
        using BlobIngest ingest = content.Ingest(mine.Digest, mine.Length);
        string id = ingest.Digest.Short;
        if (content.Has(ingest.Digest))
        {
            return true;
        }

        if (slots.CurrentCount == 0)
        {
            fan.Report(id, "Waiting");
        }

        try
        {
            await slots.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            ingest.Fail(e);
            throw;
        }

        try
        {
            ingest.Begin();
            await DownloadAsync(client, ingest, fan, cancel).ConfigureAwait(false);
            fan.Report(id, "Verifying Checksum");
            ingest.Complete();
            fan.Report(id, "Download complete");
            return true;
        }
        catch (Exception e)
        {
            // On a full disk what came so far is in the way; otherwise the next try goes on with it.
            ingest.Fail(e, discard: StoreFaults.IsNoSpace(e));
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task DownloadAsync(RepositoryClient client, BlobIngest ingest, ProgressFan fan, CancellationToken cancel)
    {
        fan.Report(ingest.Digest.Short, "Downloading", ingest.Written, ingest.Length);
        int failures = 0;
        while (ingest.Written < ingest.Length)
        {
            long before = ingest.Written;
            try
            {
                await DownloadFromAsync(client, ingest, fan, cancel).ConfigureAwait(false);
            }
            catch (RegistryException e) when (CanRepeat(e) && (failures = ingest.Written > before ? 1 : failures + 1) < services.Options.Attempts)
            {
                await services.Retry.PauseAsync(failures, e, cancel).ConfigureAwait(false);
            }
        }
    }

    // A manifest came from there, so a connection that can't be made now may well be made a little later.
    private static bool CanRepeat(RegistryException e) => e.MayPass || (e.Status == 0 && e.Kind == ImageErrorKind.Unavailable);

    private async Task DownloadFromAsync(RepositoryClient client, BlobIngest ingest, ProgressFan fan, CancellationToken cancel)
    {
        (HttpResponseMessage response, long at) = await OpenAsync(client, ingest, cancel).ConfigureAwait(false);
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using Stream body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            while (await services.Http.ReadAsync(body, buffer, cancel).ConfigureAwait(false) is int read and > 0)
            {
                int known = (int)Math.Min(read, ingest.Written - at); // a registry without ranges sends again what is there
                at += read;
                ingest.Append(buffer.AsSpan(known, read - known));
                fan.Report(ingest.Digest.Short, "Downloading", ingest.Written, ingest.Length);
            }

            if (ingest.Written < ingest.Length)
            {
                throw new RegistryException(ImageErrorKind.Unavailable, $"unexpected end of data: blob {ingest.Digest} has {ingest.Length} bytes, {ingest.Written} came") { MayPass = true };
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            response.Dispose();
        }
    }

    private static async Task<(HttpResponseMessage Response, long Start)> OpenAsync(RepositoryClient client, BlobIngest ingest, CancellationToken cancel)
    {
        try
        {
            return await client.OpenBlobAsync(ingest.Digest, ingest.Written, cancel).ConfigureAwait(false);
        }
        catch (RegistryException e) when (e.Status == (int)HttpStatusCode.RequestedRangeNotSatisfiable && ingest.Written > 0)
        {
            return await client.OpenBlobAsync(ingest.Digest, 0, cancel).ConfigureAwait(false);
        }
    }
}
