namespace Berth.Images;

/// <summary>What a clean-up removed, and how many bytes of disk that gave back.</summary>
public sealed record ImagePruneResult(IReadOnlyList<ImageRemoval> Removed, long Reclaimed);
