using Microsoft.Win32.SafeHandles;

namespace Berth.Build;

/// <summary>A part of a file as a stream of its own; several may be read at once.</summary>
internal sealed class FileSlice(SafeFileHandle file, long start, long length) : Stream
{
    private long _at;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get => _at; set => _at = value is >= 0 && value <= length ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int want = (int)Math.Min(buffer.Length, length - _at);
        if (want == 0) return 0;
        int n = RandomAccess.Read(file, buffer[..want], start + _at);
        if (n == 0) throw new EndOfStreamException("an archive's file ended early");
        _at += n;
        return n;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _at + offset, _ => length + offset };

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
