namespace Berth.Build;

/// <summary>What happens where several steps want one cache mount at the same time.</summary>
internal enum CacheSharing
{
    /// <summary>They share it.</summary>
    Shared,

    /// <summary>Each has one of its own.</summary>
    Private,

    /// <summary>One waits for the other.</summary>
    Locked,
}
