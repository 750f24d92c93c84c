using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>References as the API gives them: a name and a tag apart.</summary>
internal static class ImageReferences
{
    /// <summary>A name with a tag or digest that comes apart; <c>latest</c> where there is neither.</summary>
    /// <exception cref="ImageException">It is no name.</exception>
    public static ImageReference WithTag(string name, string tag)
    {
        var reference = ImageReference.Parse(name);
        return tag.Length == 0 ? reference.WithDefaultTag()
            : Digest.TryParse(tag, out var digest) ? reference.WithDigest(digest)
            : reference.WithTag(tag);
    }

    /// <summary>All names of a repository that images here have.</summary>
    /// <exception cref="DockerException">There is none.</exception>
    public static IReadOnlyList<ImageReference> AllOf(ImageStore images, string repository)
    {
        string name = ImageReference.Parse(repository).Name;
        ImageReference[] all =
        [
            .. images.List().SelectMany(image => image.RepoTags).Select(ImageReference.Parse).Where(reference => reference.Name == name),
        ];
        return all.Length > 0
            ? all
            : throw new DockerException(DockerErrorKind.NotFound, $"An image does not exist locally with the tag: {repository}");
    }
}
