using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Images as list and inspect show them.</summary>
internal static class ImageViews
{
    /// <summary>As inspect shows it.</summary>
    public static ImageInspect Inspect(StoredImage stored)
    {
        var image = stored.Image;
        return new ImageInspect
        {
            Id = stored.Id,
            RepoTags = stored.RepoTags,
            RepoDigests = stored.RepoDigests,
            Parent = stored.Parent ?? "",
            Comment = image.Comment ?? "",
            Created = image.Created is { } created ? DockerTimestamps.Format(created) : null,
            DockerVersion = image.DockerVersion ?? "",
            Author = image.Author ?? "",
            Config = ImageConfigs.ToDocker(image.Config),
            Architecture = image.Architecture,
            Variant = image.Variant,
            Os = image.Os,
            OsVersion = image.OsVersion,
            Size = stored.Size,
            GraphDriver = new DriverData { Name = "overlay2", Data = Layers(stored) },
            RootFS = new ImageRootFS { Type = "layers", Layers = [.. (image.RootFs?.DiffIds ?? []).Select(id => id.ToString())] },
            Metadata = new ImageMetadata { LastTagTime = stored.LastTagged is { } tagged ? DockerTimestamps.Format(tagged) : DockerTimestamps.Zero },
        };
    }

    /// <summary>As the list shows it.</summary>
    /// <param name="stored">The image.</param>
    /// <param name="containers">How many containers use it; -1 for not counted.</param>
    /// <param name="shared">Bytes of layers that other images have too; -1 for not counted.</param>
    public static ImageSummary Summary(StoredImage stored, long containers, long shared) => new()
    {
        Containers = containers,
        Created = stored.Image.Created?.ToUnixTimeSeconds() ?? 0,
        Id = stored.Id,
        Labels = stored.Image.Config?.Labels,
        ParentId = stored.Parent ?? "",
        RepoDigests = stored.RepoDigests,
        RepoTags = stored.RepoTags,
        SharedSize = shared,
        Size = stored.Size,
    };

    private static Dictionary<string, string> Layers(StoredImage stored)
    {
        var data = new Dictionary<string, string>();
        if (stored.LayerFolders.Count > 0)
        {
            data["UpperDir"] = stored.LayerFolders[0];
        }

        if (stored.LayerFolders.Count > 1)
        {
            data["LowerDir"] = string.Join(':', stored.LayerFolders.Skip(1));
        }

        return data;
    }
}
