using Berth.Docker;

namespace Berth.Build;

/// <summary>Finds files of images: what <c>COPY --from</c> copies and mounts show.</summary>
/// <param name="containers">The engine's containers: an image is looked into through one that is never started.</param>
/// <param name="folder">Where archives are kept meanwhile.</param>
internal sealed class ImageFiles(IContainers containers, string folder)
{
    /// <summary>How many links are followed on one way.</summary>
    public const int MaxLinks = 40;

    /// <summary>A path with all links on its way followed; null where there is nothing.</summary>
    /// <param name="state">The image.</param>
    /// <param name="path">The path, with slashes, without one at either end.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string?> ResolveAsync(ImageState state, string path, CancellationToken cancel)
    {
        await using var container = await StepContainer.CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);
        string found = "";
        foreach (string part in path.Split('/'))
        {
            if (await container.StatAsync(found + "/" + part, cancel).ConfigureAwait(false) is not { } stat) return null;
            found = stat.LinkTarget.Length > 0 ? stat.LinkTarget.TrimEnd('/') : found + "/" + part;
        }

        return found.TrimStart('/');
    }

    /// <summary>What lies at a path that <see cref="ResolveAsync"/> gave; null where there is nothing.</summary>
    /// <param name="state">The image.</param>
    /// <param name="path">The path, with slashes, without one at either end; empty: all of the image.</param>
    /// <param name="scratch">Keeps the tree that is opened.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<CopySource?> ReadAsync(ImageState state, string path, CopyScratch scratch, CancellationToken cancel)
    {
        await using var container = await StepContainer.CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);
        return await ReadAsync(container, "/" + path, scratch, cancel).ConfigureAwait(false);
    }

    /// <summary>What lies at an absolute path of a container; null where there is nothing.</summary>
    public async Task<CopySource?> ReadAsync(StepContainer container, string path, CopyScratch scratch, CancellationToken cancel)
    {
        bool isRoot = path == "/";
        if (await container.ReadAsync(isRoot ? "/." : path, folder, cancel).ConfigureAwait(false) is not { } tree) return null;
        scratch.Keep(tree);
        string name = isRoot ? "" : path.Split('/')[^1];
        return new CopySource(tree, name, name);
    }
}
