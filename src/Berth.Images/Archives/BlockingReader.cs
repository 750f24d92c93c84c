namespace Berth.Images;

/// <summary>A stream that can only be read asynchronously (a request's body), for code on a thread of its own that reads on.</summary>
internal sealed class BlockingReader(Stream source, CancellationToken cancel) : ReadOnlyStream
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;

    /// <inheritdoc/>
    public override int Read(Span<byte> target)
    {
        if (start == end)
        {
            ValueTask<int> reading = source.ReadAsync(buffer, cancel);
            (start, end) = (0, reading.IsCompletedSuccessfully ? reading.Result : reading.AsTask().GetAwaiter().GetResult());
        }

        int count = Math.Min(end - start, target.Length);
        buffer.AsSpan(start, count).CopyTo(target);
        start += count;
        return count;
    }
}
