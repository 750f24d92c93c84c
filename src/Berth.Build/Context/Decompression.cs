using System.IO.Compression;
using ZstdSharp;

namespace Berth.Build;

/// <summary>A context's archive, which may come compressed.</summary>
internal static class Decompression
{
    /// <summary>The plain archive, whatever the first bytes say that it is.</summary>
    public static Stream Of(Stream archive) => new Lazy(archive);

    private sealed class Lazy(Stream archive) : Stream
    {
        private Stream? _plain;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _plain ??= await DetectAsync(cancellationToken).ConfigureAwait(false);
            return await _plain.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read it asynchronously");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private async Task<Stream> DetectAsync(CancellationToken cancel)
        {
            var head = new byte[4];
            int n = await archive.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            var whole = new Rejoined(head.AsMemory(0, n), archive);
            if (head.AsSpan(0, n).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return new GZipStream(whole, CompressionMode.Decompress);
            return head.AsSpan(0, n).SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? new DecompressionStream(whole) : whole;
        }
    }

    /// <summary>Bytes that were read ahead, then the rest.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_head.IsEmpty) return rest.ReadAsync(buffer, cancellationToken);
            int n = Math.Min(buffer.Length, _head.Length);
            _head[..n].CopyTo(buffer);
            _head = _head[n..];
            return new(n);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_head.IsEmpty) return rest.Read(buffer, offset, count);
            int n = Math.Min(count, _head.Length);
            _head.Span[..n].CopyTo(buffer.AsSpan(offset));
            _head = _head[n..];
            return n;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
