namespace Berth.Images;

/// <summary>
/// A stream that can only be written asynchronously (an answer's body), for code on a thread of its own that writes on. Small writes are
/// gathered; <see cref="Stream.Flush"/> at the end.
/// </summary>
internal sealed class BlockingWriter(Stream target, CancellationToken cancel)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int count;

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int take = Math.Min(bytes.Length, buffer.Length - count);
            bytes[..take].CopyTo(buffer.AsSpan(count));
            count += take;
            bytes = bytes[take..];
            if (count == buffer.Length)
            {
                Flush();
            }
        }
    }

    /// <summary>Sends what was gathered.</summary>
    public void Flush()
    {
        target.WriteAsync(buffer.AsMemory(0, count), cancel).AsTask().GetAwaiter().GetResult();
        count = 0;
    }
}
