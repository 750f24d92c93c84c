namespace Berth.Images;

/// <summary>
/// A layer that an image needs: the digest of its archive, its chain, and how it is made where it isn't there. Making gets a function that
/// waits for the layers below and gives their folders, topmost first; few archives need it.
/// </summary>
internal sealed record LayerSource(Digest DiffId, Digest ChainId, Func<Func<Task<IReadOnlyList<string>>>, CancellationToken, Task<LayerInfo>> Make);
