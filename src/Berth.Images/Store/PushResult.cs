namespace Berth.Images;

/// <summary>What a push left at the registry: the tag, the manifest's digest and its length in bytes.</summary>
public sealed record PushResult(string Tag, Digest Digest, long Size);
