namespace Berth.Docker;

/// <summary>A response whose head was read. Whoever gets it disposes it.</summary>
internal sealed class HttpResponse(HttpHead head, HttpConnection connection, HttpBody body) : IDisposable
{
    public int Status => head.Status;

    public HttpHead Head => head;

    public HttpConnection Connection => connection;

    public HttpBody Body => body;

    /// <summary>Reads the rest of the body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancel)
    {
        var buffer = new byte[(int)Math.Clamp(head.ContentLength + 1 ?? 4096, 16, 1 << 20)];
        var length = 0;
        int count;
        while ((count = await body.ReadAsync(buffer.AsMemory(length), cancel).ConfigureAwait(false)) > 0)
        {
            length += count;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return buffer.AsMemory(0, length);
    }

    public void Dispose() => body.Dispose();
}
