using Berth.Docker;

namespace Berth.Build;

/// <summary>Finds files of images: what <c>COPY --from</c> copies and mounts show.</summary>
/// <param name="containers">The engine's containers: an image is looked into through one that is never started.</param>
/// <param name="folder">Where archives are kept meanwhile.</param>
internal sealed class ImageFiles(IContainers containers, string folder)
{
    /// <summary>How many links are followed on one way.</summary>
    public const int MaxLinks = 40;

    /// <summary>What a path or pattern names; none where there is nothing.</summary>
    /// <param name="state">The image.</param>
    /// <param name="source">The path or pattern.</param>
    /// <param name="scratch">Keeps the trees that are opened.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<CopySource>> FindAsync(ImageState state, string source, CopyScratch scratch, CancellationToken cancel)
    {
        await using var container = await StepContainer.CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);
        string path = "/" + SourceTree.Clean(source);
        bool isPattern = PathPattern.HasWildcards(path);
        string top = isPattern ? "/" + PathPattern.FixedPart(path.TrimStart('/')) : path;
        for (int hops = 0; hops < MaxLinks && await container.StatAsync(top, cancel).ConfigureAwait(false) is { LinkTarget.Length: > 0 } link; hops++)
        {
            top = link.LinkTarget.StartsWith('/') ? link.LinkTarget : "/" + SourceTree.Clean(top[..top.LastIndexOf('/')] + "/" + link.LinkTarget);
        }

        if (await ReadAsync(container, top, scratch, cancel).ConfigureAwait(false) is not { } found) return [];
        if (!isPattern) return [found with { Name = path.Split('/')[^1] }];
        var tree = found.Tree;
        string inside = string.Join('/', path.TrimStart('/').Split('/').SkipWhile(p => !PathPattern.HasWildcards(p)).Prepend(found.Path).Where(p => p.Length > 0));
        return [.. tree.Entries.Keys.Where(p => PathPattern.Matches(inside, p)).Select(p => new CopySource(tree, p, p.Split('/')[^1]))];
    }

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

    private async Task<CopySource?> ReadAsync(StepContainer container, string path, CopyScratch scratch, CancellationToken cancel)
    {
        bool isRoot = path == "/";
        if (await container.ReadAsync(isRoot ? "/." : path, folder, cancel).ConfigureAwait(false) is not { } tree) return null;
        scratch.Keep(tree);
        string name = isRoot ? "" : path.Split('/')[^1];
        return new CopySource(tree, name, name);
    }
}
