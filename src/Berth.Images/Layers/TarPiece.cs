namespace Berth.Images;

/// <summary>A stretch of data in a sparse file: where it lies and how long it is, in bytes.</summary>
public readonly record struct TarPiece(long Offset, long Length)
{
    /// <summary>Refuses a map whose pieces overlap, go back, leave the file, or aren't as long together as the data that is there.</summary>
    internal static void Check(IReadOnlyList<TarPiece> map, long realSize, long dataSize)
    {
        long at = 0, data = 0;
        foreach (TarPiece piece in map)
        {
            if (piece.Length < 0 || piece.Offset < at || piece.Offset > realSize - piece.Length)
            {
                throw TarReader.Damaged("a sparse file's map is out of order");
            }

            at = piece.Offset + piece.Length;
            data += piece.Length;
        }

        if (data != dataSize)
        {
            throw TarReader.Damaged("a sparse file's map doesn't match its size");
        }
    }
}
