using System.IO.Compression;
using ZstdSharp;

namespace Berth.Build;

/// <summary>Knows archives that ADD unpacks by their first bytes.</summary>
internal static class ArchiveDetection
{
    /// <summary>The archive's content, or null where the file is none.</summary>
    /// <exception cref="DockerfileException">It is compressed in a way that can't be read.</exception>
    public static async Task<SourceTree?> TryReadAsync(SourceTree tree, SourceEntry file, string folder, int line, CancellationToken cancel)
    {
        var head = new byte[512];
        int n;
        await using (var content = tree.Open(file)) n = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var start = head.AsSpan(0, n);
        if (start.StartsWith("BZh"u8) || start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
        {
            throw new DockerfileException(line, $"ADD can't unpack {file.Path}: bzip2 and xz archives are not supported, gzip, zstd and plain ones are; COPY it and unpack it in a RUN");
        }

        bool isGzip = start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]), isZstd = start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
        if (!isGzip && !isZstd && !IsTar(start)) return null;
        try
        {
            await using var raw = tree.Open(file);
            await using Stream plain = isGzip ? new GZipStream(raw, CompressionMode.Decompress) : isZstd ? new DecompressionStream(raw) : raw;
            return await SourceTree.ReadAsync(plain, folder, cancel).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // Compressed, but no archive: it is copied as it is.
            return null;
        }
    }

    private static bool IsTar(ReadOnlySpan<byte> start) => start.Length > 262 && start[257..262].SequenceEqual("ustar"u8);
}
