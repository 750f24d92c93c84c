using Berth.Images;

namespace Berth.Build;

/// <summary>Images that a build may take steps from (<c>--cache-from</c>): those that are here, whatever made them, told by their histories.</summary>
internal sealed class CacheImages(ImageStore store, IReadOnlyList<string> names)
{
    private readonly Lazy<List<StoredImage>> _images = new(() => [.. names.Select(store.Find).OfType<StoredImage>()]);

    /// <summary>An image whose next step after a parent is the one that a text of the history says, and which of its layers that step made; null for an empty one.</summary>
    /// <param name="parent">The image before the step.</param>
    /// <param name="text">What the step's entry in the history is.</param>
    public (string Image, int? Layer)? Find(OciImage parent, string text)
    {
        foreach (var source in _images.Value)
        {
            if (NextOf(source.Image, parent) is { } next && next.CreatedBy == text) return (source.Id, next.EmptyLayer ? null : (parent.RootFs?.DiffIds.Count ?? 0));
        }

        return null;
    }

    /// <summary>The step after a parent's, where the image is built on it.</summary>
    private static OciHistory? NextOf(OciImage image, OciImage parent)
    {
        IReadOnlyList<OciHistory> steps = image.History ?? [], before = parent.History ?? [];
        IReadOnlyList<string> layers = image.RootFs?.DiffIds ?? [], below = parent.RootFs?.DiffIds ?? [];
        bool isBuiltOn = steps.Count > before.Count && layers.Count >= below.Count && layers.Take(below.Count).SequenceEqual(below)
            && steps.Take(before.Count).Zip(before).All(s => s.First.CreatedBy == s.Second.CreatedBy && s.First.EmptyLayer == s.Second.EmptyLayer);
        if (!isBuiltOn) return null;
        var next = steps[before.Count];
        return next.EmptyLayer || layers.Count > below.Count ? next : null;
    }
}
