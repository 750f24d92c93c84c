namespace Berth.Images;

/// <summary>What a pull brought: the image, the digest that its name has at the registry, and whether anything changed here.</summary>
public sealed record PullResult(StoredImage Image, Digest Digest, bool Changed);
