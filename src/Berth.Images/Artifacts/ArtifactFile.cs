namespace Berth.Images;

/// <summary>One blob of an artifact.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Annotations">What the manifest says of it.</param>
/// <param name="Content">Its bytes, proven by their digest.</param>
public sealed record ArtifactFile(string MediaType, IReadOnlyDictionary<string, string> Annotations, byte[] Content);
