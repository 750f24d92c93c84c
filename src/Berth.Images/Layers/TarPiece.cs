namespace Berth.Images;

/// <summary>A stretch of data in a sparse file: where it lies and how long it is, in bytes.</summary>
public readonly record struct TarPiece(long Offset, long Length);
