namespace Berth.Images;

/// <summary>A stream whose first bytes were read already, whole again.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> prefix = prefix;
    private long position;

    /// <summary>How far it was read; decoders of xz ask where a block begins.</summary>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (prefix.IsEmpty)
        {
            int read = rest.Read(buffer);
            position += read;
            return read;
        }

        int count = Math.Min(prefix.Length, buffer.Length);
        position += count;
        prefix.Span[..count].CopyTo(buffer);
        prefix = prefix[count..];
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
