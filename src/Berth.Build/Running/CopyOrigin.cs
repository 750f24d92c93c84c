namespace Berth.Build;

/// <summary>What a <c>from</c> names: an image, a stage's among them, or files alone. One of the two is there.</summary>
/// <param name="Image">The image.</param>
/// <param name="Tree">The files.</param>
internal sealed record CopyOrigin(ImageState? Image, SourceTree? Tree);
