using System.Net;

namespace Berth.Images;

/// <summary>A blob as a request's body, telling how far it is.</summary>
internal sealed class BlobContent : HttpContent
{
    private const int BufferBytes = 128 * 1024;

    private readonly Func<Stream> open;
    private readonly long length;
    private readonly Action<long> at;

    /// <summary>Makes the body; <paramref name="open"/> is called each time it is sent.</summary>
    public BlobContent(Func<Stream> open, long length, Action<long> at)
    {
        (this.open, this.length, this.at) = (open, length, at);
        Headers.ContentType = new("application/octet-stream");
    }

    /// <summary>Called whenever some bytes went out.</summary>
    public Action? Moved { get; set; }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Stream blob = open();
        await using (blob.ConfigureAwait(false))
        {
            var buffer = new byte[BufferBytes];
            long sent = 0;
            while (await blob.ReadAsync(buffer).ConfigureAwait(false) is int read and > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read)).ConfigureAwait(false);
                at(sent += read);
                Moved?.Invoke();
            }
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long result)
    {
        result = length;
        return true;
    }
}
