namespace Berth.Images;

/// <summary>Reads through to another stream and hashes what comes out of it.</summary>
internal sealed class HashingStream : ReadOnlyStream
{
    private readonly Stream source;
    private readonly StreamHash hash;
    private readonly long most;

    /// <summary>Reads <paramref name="source"/>, which is closed with this; more than <paramref name="most"/> bytes are an error.</summary>
    public HashingStream(Stream source, long most = long.MaxValue, string algorithm = "sha256")
    {
        (this.source, this.most) = (source, most);
        hash = new StreamHash(algorithm);
    }

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The digest of what was read; to be asked once, at the end.</summary>
    public Digest Finish() => hash.Finish();

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        hash.Append(buffer[..read]);
        Count += read;
        return Count <= most ? read : throw new ImageException(ImageErrorKind.Invalid, $"a layer is longer than {most} bytes when unpacked");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
