namespace Berth.Images;

/// <summary>What a registry has under a name.</summary>
/// <param name="MediaType">That of the manifest, or of the index.</param>
/// <param name="Digest">The content that the name stands for now.</param>
/// <param name="Size">Its length in bytes, without what it leads to.</param>
/// <param name="Platforms">The machines that it has images for.</param>
public sealed record RemoteImage(string MediaType, Digest Digest, long Size, IReadOnlyList<OciPlatform> Platforms);
