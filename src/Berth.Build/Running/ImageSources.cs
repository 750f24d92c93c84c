using System.Formats.Tar;
using Berth.Docker;

namespace Berth.Build;

/// <summary>Finds the sources of a COPY in an image.</summary>
/// <param name="containers">The engine's containers.</param>
/// <param name="files">Reads files of images.</param>
internal sealed class ImageSources(IContainers containers, ImageFiles files)
{
    /// <summary>Finds what a word means; a pattern may match nothing, a path must be there. Links are followed.</summary>
    public async Task<List<CopySource>> FindAsync(ImageState image, string source, Instruction.Copy copy, CopyScratch scratch, CancellationToken cancel)
    {
        await using var container = await StepContainer.CreateIdleAsync(containers, image, cancel).ConfigureAwait(false);
        string path = "/" + SourceTree.Clean(source);
        bool isPattern = PathPattern.HasWildcards(path);
        string asked = isPattern ? "/" + PathPattern.FixedPart(path.TrimStart('/')) : path, top = await TopAsync(container, asked, cancel).ConfigureAwait(false);
        var read = await files.ReadAsync(container, top, scratch, cancel).ConfigureAwait(false);
        if (read is null && !isPattern) throw new DockerfileException(copy.Source.Line, $"COPY failed: stat {path}: file does not exist in {copy.Options.From}");
        if (read is null) return [];

        // A tree's paths begin with the last part of the folder that was read.
        var (tree, prefix) = (read.Tree, read.Path);
        var modes = copy.Options.Parents ? await ModesAboveAsync(container, asked.Trim('/'), cancel).ConfigureAwait(false) : [];
        CopySource Found(string at) => SourceNames.Of(tree, at, (asked + at[prefix.Length..]).Trim('/'), source, copy.Options.Parents, f => Folder(tree, f, asked.Trim('/'), prefix, modes));
        if (!isPattern) return [Found(prefix)];
        string inside = string.Join('/', path.TrimStart('/').Split('/').SkipWhile(p => !PathPattern.HasWildcards(p)).Prepend(prefix).Where(p => p.Length > 0));
        var found = new List<CopySource>();
        foreach (string match in SourceNames.Matches(tree, inside, copy.Options.Parents))
        {
            // A link may lead anywhere in the image: it is looked for like a path that was written.
            bool isLink = !copy.Options.Parents && tree.Find(match) is { Type: TarEntryType.SymbolicLink };
            if (isLink) found.AddRange((await FindAsync(image, asked + match[prefix.Length..], copy, scratch, cancel).ConfigureAwait(false)).Select(s => s with { Name = match.Split('/')[^1] }));
            else found.Add(Found(match));
        }

        return found;
    }

    private static async Task<string> TopAsync(StepContainer container, string top, CancellationToken cancel)
    {
        for (int hops = 0; hops < ImageFiles.MaxLinks && await container.StatAsync(top, cancel).ConfigureAwait(false) is { LinkTarget.Length: > 0 } link; hops++)
        {
            top = link.LinkTarget.StartsWith('/') ? link.LinkTarget : "/" + SourceTree.Clean(top[..top.LastIndexOf('/')] + "/" + link.LinkTarget);
        }

        return top;
    }

    /// <summary>A folder above a source: of the tree, or, where that begins below it, with the mode that it has in the image.</summary>
    private static SourceEntry Folder(SourceTree tree, string path, string asked, string prefix, Dictionary<string, int> modes)
    {
        bool isInside = path == asked || path.StartsWith(asked + "/", StringComparison.Ordinal);
        return (isInside ? tree.Find(prefix + path[asked.Length..]) : null) ?? new SourceEntry(path, TarEntryType.Directory) { Mode = modes.GetValueOrDefault(path, CopyPlan.UsualFolderMode) };
    }

    private static async Task<Dictionary<string, int>> ModesAboveAsync(StepContainer container, string path, CancellationToken cancel)
    {
        var modes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
        {
            if (await container.StatAsync("/" + path[..at], cancel).ConfigureAwait(false) is { } stat) modes[path[..at]] = (int)(stat.Mode & 0x1FF);
        }

        return modes;
    }
}
