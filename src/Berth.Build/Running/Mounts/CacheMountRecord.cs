namespace Berth.Build;

/// <summary>A cache mount's folder as prune and <c>system df</c> see it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Id">What Dockerfiles call it.</param>
/// <param name="IsUsed">A step uses it now.</param>
/// <param name="Size">Bytes on the disk, where that was asked for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="LastUsed">When a step last took it.</param>
/// <param name="Uses">How many steps took it.</param>
internal sealed record CacheMountRecord(string Name, string Id, bool IsUsed, long Size, DateTimeOffset Created, DateTimeOffset LastUsed, int Uses);
