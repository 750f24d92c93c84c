namespace Berth.Images;

/// <summary>Who uses an image: a container's id, and whether it runs.</summary>
public sealed record ImageUse(string ContainerId, bool Running);
