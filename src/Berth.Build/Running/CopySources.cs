using Berth.Docker;

namespace Berth.Build;

/// <summary>Finds the sources of COPY and ADD: in the context, in what <c>--from</c> names, at addresses, in repositories.</summary>
/// <param name="services">What the build works with.</param>
/// <param name="context">The build's context.</param>
/// <param name="files">Reads files of images.</param>
/// <param name="originOf">What a <c>--from</c> names.</param>
internal sealed class CopySources(BuildServices services, SourceTree context, ImageFiles files, Func<string, int, CancellationToken, Task<CopyOrigin>> originOf)
{
    private const string Sha256 = "sha256:";

    private readonly ImageSources _images = new(services.Containers, files);

    /// <summary>Finds them; a pattern may match nothing, a path must be there.</summary>
    /// <param name="copy">The instruction.</param>
    /// <param name="target">The absolute target.</param>
    /// <param name="expander">Replaces variables.</param>
    /// <param name="scratch">Keeps what is read.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The sources, and whether they are the caller's, whose owners mean nothing in the image.</returns>
    public async Task<(List<CopySource> Found, bool AreOurs)> FindAsync(Instruction.Copy copy, string target, WordExpander expander, CopyScratch scratch, CancellationToken cancel)
    {
        int line = copy.Source.Line;
        var words = copy.Sources.Select(s => expander.Expand(s, line)).ToList();
        var origin = copy.Options.From is { } from ? await originOf(expander.Expand(from, line), line, cancel).ConfigureAwait(false) : new CopyOrigin(null, context);
        string? checksum = copy.Options.Checksum is { } c ? expander.Expand(c, line) : null;
        var found = new List<CopySource>();
        foreach (string word in words)
        {
            bool isGit = GitAddress.Names(word);
            bool isAddress = isGit || IsWeb(word);
            if (isAddress && !copy.IsAdd) throw new DockerfileException(line, $"source can't be a {(isGit ? "git ref" : "URL")} for COPY: ADD takes it");
            if (checksum is not null && !isAddress) throw new DockerfileException(line, "checksum requires HTTP(S) or Git sources");
            if (isGit) found.Add(await CheckedOutAsync(copy, word, checksum, scratch, cancel).ConfigureAwait(false));
            else if (isAddress) found.Add(await DownloadedAsync(word, target, checksum, line, scratch, cancel).ConfigureAwait(false));
            else if (origin.Tree is { } tree) found.AddRange(InTree(tree, word, copy, line));
            else found.AddRange(await _images.FindAsync(origin.Image!, word, copy, scratch, cancel).ConfigureAwait(false));
        }

        return (found, origin.Image is null);
    }

    private static bool IsWeb(string source) => source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal);

    private async Task<CopySource> DownloadedAsync(string address, string target, string? checksum, int line, CopyScratch scratch, CancellationToken cancel)
    {
        bool isDigest = checksum is null || (checksum.StartsWith(Sha256, StringComparison.Ordinal) && checksum.Length == Sha256.Length + 64 && checksum.AsSpan(Sha256.Length).IndexOfAnyExcept(HexDigits) < 0);
        if (!isDigest) throw new DockerfileException(line, $"invalid checksum digest format: {checksum} (sha256: and 64 digits from 0 to f)");
        var tree = await Downloader.GetAsync(address, services.Scratch, cancel).ConfigureAwait(false);
        scratch.Keep(tree);
        var file = tree.Entries.Values.Single();
        if (file.Path.Length == 0 && target.EndsWith('/')) throw new DockerfileException(line, $"cannot determine filename from url: {address}");
        string digest = Sha256 + tree.DigestOf(file);
        if (checksum is not null && checksum != digest) throw new DockerfileException(line, $"digest mismatch for {address}: {digest} (expected: {checksum})");
        return new CopySource(tree, file.Path, file.Path) { IsFetched = true };
    }

    private static System.Buffers.SearchValues<char> HexDigits { get; } = System.Buffers.SearchValues.Create("0123456789abcdef");

    private async Task<CopySource> CheckedOutAsync(Instruction.Copy copy, string address, string? commit, CopyScratch scratch, CancellationToken cancel)
    {
        try
        {
            var source = GitAddress.Parse(address);
            if (copy.Options.KeepGitFolder is { } keeps) source = source with { KeepsRepository = keeps };
            if (commit is not null) source = source with { Commit = commit };
            var tree = await new GitTrees(services.Scratch, services.Programs).ReadAsync(source, BuildContext.OfFolder, cancel).ConfigureAwait(false);
            scratch.Keep(tree);
            return new CopySource(tree, "", "") { IsFetched = true };
        }
        catch (Exception e) when (e is FormatException or DockerfileException { Line: 0 })
        {
            throw new DockerfileException(copy.Source.Line, e is FormatException ? $"{address}: {e.Message}" : e.Message);
        }
    }

    /// <summary>Links on the way to a source and at its end are followed; one that leads nowhere is no source.</summary>
    private static List<CopySource> InTree(SourceTree tree, string source, Instruction.Copy copy, int line)
    {
        string path = SourceTree.Clean(source), asked = PathPattern.FixedPart(path);
        bool parents = copy.Options.Parents, isPattern = PathPattern.HasWildcards(path);
        if (TreeLinks.Resolve(tree, asked) is not { } top) return isPattern ? [] : throw Missing();
        CopySource Found(string at) => TreeLinks.Resolve(tree, at) is { } real
            ? SourceNames.Of(tree, real, (asked + at[top.Length..]).Trim('/'), source, parents, above => tree.Find(TreeLinks.Resolve(tree, above)!)!) : throw Missing();
        DockerfileException Missing() => new(line, copy.Options.From is { } from ? $"COPY failed: stat {path}: file does not exist in {from}"
            : $"COPY failed: file not found in build context or excluded by .dockerignore: stat {path}: file does not exist");
        return isPattern ? [.. SourceNames.Matches(tree, (top + path[asked.Length..]).TrimStart('/'), parents).Select(Found)] : [Found(top)];
    }
}
