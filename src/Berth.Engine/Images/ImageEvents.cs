using Berth.Images;

namespace Berth.Engine;

/// <summary>Events that tell of images.</summary>
internal static class ImageEvents
{
    /// <summary>Something has happened to an image, which need not be here any more.</summary>
    public static void Publish(EventHub events, string action, string id, StoredImage? image, string name)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (label, value) in image?.Image.Config?.Labels ?? new Dictionary<string, string>())
        {
            attributes[label] = value;
        }

        attributes["name"] = name;
        events.Publish("image", action, id, attributes);
    }

    /// <summary>Something has happened to an image that is here.</summary>
    public static void Publish(EventHub events, StoredImage image, string action, string name) => Publish(events, action, image.Id, image, name);
}
