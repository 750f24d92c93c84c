namespace Berth.Images;

/// <summary>How a kind of artifact is recognised.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Type">Its <c>artifactType</c>.</param>
/// <param name="ConfigType">The media type of the configuration where the manifest is of OCI 1.0, which knows no <c>artifactType</c>.</param>
public sealed record ArtifactKind(string Name, string Type, string ConfigType);
