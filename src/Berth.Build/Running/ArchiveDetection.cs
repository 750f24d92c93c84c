using Berth.Images;

namespace Berth.Build;

/// <summary>Knows archives that ADD unpacks by their first bytes.</summary>
internal static class ArchiveDetection
{
    private const int TarMagicAt = 257;

    /// <summary>The archive's content, plain or compressed by gzip, bzip2, xz or zstd; null where the file is none, or is damaged: then it is copied as it is.</summary>
    public static async Task<SourceTree?> TryReadAsync(SourceTree tree, SourceEntry file, string folder, CancellationToken cancel)
    {
        try
        {
            // Decompressors read as they like; the file is one of this machine's.
            return await Task.Run(
                async () =>
                {
                    if (!IsArchive(tree, file)) return null;
                    await using var plain = Compression.Open(tree.Open(file));
                    return await SourceTree.ReadAsync(plain, folder, cancel).ConfigureAwait(false);
                },
                cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or ImageException)
        {
            return null;
        }
    }

    private static bool IsArchive(SourceTree tree, SourceEntry file)
    {
        using var plain = Compression.Open(tree.Open(file));
        Span<byte> head = stackalloc byte[512];
        int n = plain.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return n == head.Length && head[TarMagicAt..(TarMagicAt + 5)].SequenceEqual("ustar"u8);
    }
}
