namespace Berth.Images;

/// <summary>One thing that a removal did: a name taken away, or an image or layer deleted. One of the two is null.</summary>
public sealed record ImageRemoval(string? Untagged, string? Deleted);
