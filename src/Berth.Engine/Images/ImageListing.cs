using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Lists images.</summary>
internal sealed class ImageListing(EngineParts parts)
{
    /// <summary>The images that options let through, the newest first.</summary>
    /// <exception cref="DockerException">A filter can't be.</exception>
    public IReadOnlyList<ImageSummary> List(ImageListOptions options)
    {
        var filters = options.Filters;
        filters.Validate("before", "dangling", "label", "reference", "since", "until");
        var images = parts.Images.List();
        var wanted = Wanted(filters);
        var parents = options.All ? [] : images.Select(image => image.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var shared = options.SharedSize ? SharedLayers(images) : null;
        var users = parts.Containers.All().CountBy(container => container.Record.ImageId).ToDictionary(StringComparer.Ordinal);
        var result = new List<ImageSummary>();
        foreach (var image in images)
        {
            bool hidden = image.RepoTags.Count == 0 && image.RepoDigests.Count == 0 && parents.Contains(image.Id);
            if (hidden || !wanted(image) || Named(image, filters) is not { } named)
            {
                continue;
            }

            long common = shared is null ? -1 : image.LayerFolders.Zip(image.LayerSizes.Reverse()).Where(layer => shared.Contains(layer.First)).Sum(layer => layer.Second);
            result.Add(ImageViews.Summary(named, users.GetValueOrDefault(image.Id), common));
        }

        return result;
    }

    private Func<StoredImage, bool> Wanted(Filters filters)
    {
        var before = Bound(filters, "before", DateTimeOffset.MaxValue);
        var since = Bound(filters, "since", DateTimeOffset.MinValue);
        var until = PruneFilters.Until(filters, parts.Time);
        bool? dangling = filters.Has("dangling") ? filters.GetBool("dangling", false) : null;
        return image =>
        {
            var created = image.Image.Created ?? DateTimeOffset.UnixEpoch;
            return created < before && created > since && created < until
                && (dangling is null || dangling == (image.RepoTags.Count == 0))
                && filters.MatchesLabels("label", image.Image.Config?.Labels);
        };
    }

    private static HashSet<string> SharedLayers(IReadOnlyList<StoredImage> images) =>
        [.. images.SelectMany(image => image.LayerFolders.Distinct()).CountBy(layer => layer).Where(count => count.Value > 1).Select(count => count.Key)];

    // With a reference filter only the names that it finds are shown, and images that have none of them are not.
    private static StoredImage? Named(StoredImage image, Filters filters)
    {
        if (!filters.Has("reference"))
        {
            return image;
        }

        var named = image with
        {
            RepoTags = [.. image.RepoTags.Where(name => MatchesReference(filters, name))],
            RepoDigests = [.. image.RepoDigests.Where(name => MatchesReference(filters, name))],
        };
        return named.RepoTags.Count + named.RepoDigests.Count > 0 ? named : null;
    }

    private static bool MatchesReference(Filters filters, string name)
    {
        var reference = ImageReference.Parse(name);
        string[] forms = [reference.Familiar, reference.FamiliarName, reference.ToString(), reference.Name];
        return filters["reference"].Any(pattern => forms.Any(form => PathPattern.Matches(pattern, form)));
    }

    private DateTimeOffset Bound(Filters filters, string key, DateTimeOffset none)
    {
        if (filters[key] is not [var name, ..])
        {
            return none;
        }

        return parts.Images.Find(name)?.Image.Created ?? throw new DockerException(DockerErrorKind.NotFound, $"No such image: {name}");
    }
}
