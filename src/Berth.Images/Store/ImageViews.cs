namespace Berth.Images;

/// <summary>Puts together what the outside sees of an image.</summary>
internal sealed class ImageViews(ImageDatabase database, LayerStore layers)
{
    /// <summary>All images, newest first.</summary>
    public IReadOnlyList<StoredImage> All()
    {
        lock (database.Gate)
        {
            return [.. database.Images.Select(View).OrderByDescending(i => i.Image.Created).ThenBy(i => i.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>The image of an id; null where there is none.</summary>
    public StoredImage? Find(string id)
    {
        lock (database.Gate)
        {
            return database.Find(id) is { } entry ? View(entry) : null;
        }
    }

    /// <summary>An image's history, newest first: the steps that its configuration tells of, with the sizes of the layers that they made.</summary>
    public IReadOnlyList<ImageHistoryEntry> History(StoredImage image)
    {
        var entries = new List<ImageHistoryEntry>();
        int layer = 0;
        foreach (OciHistory step in image.Image.History ?? [])
        {
            long size = step.EmptyLayer || layer >= image.LayerSizes.Count ? 0 : image.LayerSizes[layer++];
            entries.Add(new ImageHistoryEntry("<missing>", step.Created, step.CreatedBy ?? "", [], size, step.Comment ?? ""));
        }

        entries.Reverse();
        StoredImage? at = image;
        for (int i = 0; i < entries.Count && at is not null; i++)
        {
            entries[i] = entries[i] with { Id = at.Id, Tags = at.RepoTags };
            at = at.Parent is null ? null : Find(at.Parent);
        }

        return entries;
    }

    private StoredImage View(ImageEntry entry)
    {
        ImageRecord record = entry.Record;
        string[] keys = [.. record.Layers.Select(l => l.Key)];
        long[] sizes = [.. keys.Select(k => layers.Find(k)?.Size ?? 0)];
        ImageReference[] names = [.. database.NamesOf(record.Id).Select(ImageReference.Parse)];
        return new StoredImage
        {
            Id = record.Id,
            Image = entry.Image,
            RepoTags = [.. names.Where(n => n.Digest is null).Select(n => n.Familiar)],
            RepoDigests = [.. names.Where(n => n.Digest is not null).Select(n => n.Familiar)],
            Parent = record.Parent,
            Size = sizes.Sum(),
            LayerSizes = sizes,
            LayerFolders = layers.LowerFolders(keys),
            LastTagged = database.TaggedAt(record.Id),
        };
    }
}
