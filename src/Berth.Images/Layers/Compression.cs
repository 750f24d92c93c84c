using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace Berth.Images;

/// <summary>Tells how a stream is compressed by its first bytes, whatever its media type says, and undoes it.</summary>
public static class Compression
{
    private const int LongestMagic = 6;

    /// <summary>The uncompressed content of <paramref name="source"/>: gzip, zstd, bzip2, xz or plain. The result closes the source.</summary>
    public static Stream Open(Stream source)
    {
        byte[] first = new byte[LongestMagic];
        int count = source.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> magic = first.AsSpan(0, count);
        var whole = new PrefixedStream(first.AsMemory(0, count), source);
        return magic switch
        {
            [0x1F, 0x8B, ..] => new FaultNamingStream(whole, () => new GZipStream(whole, CompressionMode.Decompress), "gzip"),
            [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => new FaultNamingStream(whole, () => new DecompressionStream(whole, leaveOpen: false), "zstd"),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => new FaultNamingStream(whole, () => BZip2Stream.Create(whole, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true), "bzip2"),
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => new FaultNamingStream(whole, () => new XZStream(whole), "xz"),
            _ => whole,
        };
    }

    /// <summary>The first bytes are those of a form that <see cref="Open"/> undoes.</summary>
    public static bool IsCompressed(ReadOnlySpan<byte> first) => first is [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..]
        or [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..];

    /// <summary>The media type of a layer's blob, told by its first bytes; the stream is back at its beginning after.</summary>
    public static string MediaTypeOf(Stream blob)
    {
        byte[] first = new byte[4];
        int count = blob.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        blob.Position = 0;
        return first.AsSpan(0, count) switch
        {
            [0x1F, 0x8B, ..] => MediaTypes.OciLayerGzip,
            [0x28, 0xB5, 0x2F, 0xFD] => MediaTypes.OciLayer + "+zstd",
            _ => MediaTypes.OciLayer,
        };
    }

    /// <summary>Gives what a decompressor throws this project's exception.</summary>
    private sealed class FaultNamingStream(Stream compressed, Func<Stream> open, string name) : ReadOnlyStream
    {
        private Stream? plain;

        public override int Read(Span<byte> buffer)
        {
            try
            {
                plain ??= open();   // some decoders read when they are made
                return plain.Read(buffer);
            }
            // A decoder that is fed nonsense may throw anything; what the source itself throws passes.
            catch (Exception e) when (e is EndOfStreamException or not (IOException or ImageException or OperationCanceledException))
            {
                throw new ImageException(ImageErrorKind.Invalid, $"damaged {name} data: {e.Message}", e);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                plain?.Dispose();
                compressed.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
