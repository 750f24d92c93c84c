namespace Berth.Images;

/// <summary>Reads through to another stream and tells how far it is.</summary>
internal sealed class CountingStream(Stream source, Action<long> at) : ReadOnlyStream
{
    private long count;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        if (read > 0)
        {
            count += read;
            at(count);
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
