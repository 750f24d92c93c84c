namespace Berth.Images;

/// <summary>An artifact of a registry that is no image (OCI image specification 1.1, "Guidelines for Artifact Usage").</summary>
/// <param name="Digest">The digest that the name stands for: the manifest's, or that of the index which leads to it.</param>
/// <param name="Files">Its blobs, in the manifest's order.</param>
public sealed record Artifact(Digest Digest, IReadOnlyList<ArtifactFile> Files);
