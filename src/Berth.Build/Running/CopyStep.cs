using System.Formats.Tar;
using System.IO.Pipelines;
using Berth.Docker;

namespace Berth.Build;

/// <summary>Finds COPY's and ADD's sources and puts them into a container of the image so far.</summary>
/// <param name="containers">The engine's containers.</param>
/// <param name="context">The build's context.</param>
/// <param name="folder">Where archives are kept meanwhile.</param>
/// <param name="imageOf">The image that a <c>--from</c> names: another stage's, or one that is pulled.</param>
/// <param name="http">Fetches an address for ADD, into a tree of one file.</param>
internal sealed class CopyStep(
    IContainers containers, SourceTree context, string folder, Func<string, int, CancellationToken, Task<ImageState>> imageOf, Func<string, string, CancellationToken, Task<SourceTree>> http)
{
    /// <summary>Everything found and decided; nothing is written yet, so that the cache can be asked.</summary>
    public async Task<CopyPlan> PlanAsync(Instruction.Copy copy, ImageState state, WordExpander expander, CopyScratch scratch, CancellationToken cancel)
    {
        int line = copy.Source.Line;
        var sources = copy.Sources.Select(s => expander.Expand(s, line)).ToList();
        string written = expander.Expand(copy.Target, line);
        string target = state.Absolute(written);
        // Most steps can be decided without looking into the image: one from the cache makes no container then.
        await using var destination = new LazyStepContainer(containers, state);

        var found = new List<CopySource>();
        int downloads = 0;
        foreach (string source in sources)
        {
            if (copy.IsAdd && IsUrl(source)) found.Insert(downloads++, await DownloadAsync(copy, source, target, expander, scratch, cancel).ConfigureAwait(false));
            else if (copy.Options.From is { } from) found.AddRange(await FromImageAsync(expander.Expand(from, line), source, line, scratch, cancel).ConfigureAwait(false));
            else found.AddRange(FromContext(source, line));
        }

        bool isFolder = target.EndsWith('/')
            || (NamesFile(found, copy) && await IsFolderAsync(await destination.GetAsync(cancel).ConfigureAwait(false), target, cancel).ConfigureAwait(false));
        if (!isFolder && found.Count + copy.Source.Heredocs.Count > 1)
        {
            throw new DockerfileException(line, $"When using {copy.Source.Keyword} with more than one source file, the destination must be a directory and end with a /");
        }

        var owner = await OwnerAsync(destination, copy.Options, expander, line, cancel).ConfigureAwait(false);
        var plan = new CopyPlan(target, isFolder, owner, copy.Options.From is null, ModeChange.Parse(copy.Options.Mode is { } m ? expander.Expand(m, line) : null, line), copy.Options.Excludes);
        // What is fetched is unpacked only where that is asked for.
        for (int i = 0; i < found.Count; i++) await AddAsync(plan, copy, found[i], unpack: copy.Options.Unpack ?? (i >= downloads), scratch, cancel).ConfigureAwait(false);
        foreach (var heredoc in copy.Source.Heredocs)
        {
            string content = heredoc.Expands ? expander.ExpandText(heredoc.Content, line) : heredoc.Content;
            plan.AddFile(heredoc.Name, System.Text.Encoding.UTF8.GetBytes(content), 0x1A4, DateTimeOffset.UnixEpoch);
        }

        return plan;
    }

    /// <summary>Puts a plan's items into a new container of the image.</summary>
    public async Task<StepContainer> WriteAsync(CopyPlan plan, ImageState state, CancellationToken cancel)
    {
        var container = await StepContainer.CreateIdleAsync(containers, state, cancel).ConfigureAwait(false);
        try
        {
            var folders = new TargetFolders(container);
            foreach (var item in plan.Items) await folders.NeedAsync(item, cancel).ConfigureAwait(false);
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
            var write = Task.Run(() => WriteArchiveAsync(pipe.Writer, folders, plan), cancel);
            await using (var archive = pipe.Reader.AsStream()) await containers.PutArchiveAsync(container.Id, "/", archive, cancel: cancel).ConfigureAwait(false);
            await write.ConfigureAwait(false);
            return container;
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task WriteArchiveAsync(PipeWriter writer, TargetFolders folders, CopyPlan plan)
    {
        Exception? failure = null;
        try
        {
            await using var tar = new TarWriter(writer.AsStream(leaveOpen: true), TarEntryFormat.Pax, leaveOpen: true);
            var (uid, gid) = plan.Owner ?? (0, 0);
            foreach (string missing in folders.Missing)
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, missing.TrimStart('/') + "/") { Mode = (UnixFileMode)0x1ED, Uid = uid, Gid = gid }).ConfigureAwait(false);
            }

            foreach (var item in plan.Items)
            {
                var entry = item.Entry.ToTar(folders.Resolved(item.Target), item.Entry.Type == TarEntryType.HardLink ? folders.Resolved(item.Entry.Link) : item.Entry.Link);
                if (item.Entry.IsFile) entry.DataStream = item.Open();
                await tar.WriteEntryAsync(entry).ConfigureAwait(false);
                if (entry.DataStream is { } data) await data.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ArgumentException)
        {
            failure = e;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    /// <summary>A folder's content goes below the target whatever that is; for all else it matters whether the target is a folder.</summary>
    private static bool NamesFile(List<CopySource> found, Instruction.Copy copy) =>
        found.Count + copy.Source.Heredocs.Count != 1 || found.Count == 0 || found[0].Tree.Find(found[0].Path) is not { IsFolder: true };

    private static bool IsUrl(string source) => source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal);

    private async Task<CopySource> DownloadAsync(Instruction.Copy copy, string address, string target, WordExpander expander, CopyScratch scratch, CancellationToken cancel)
    {
        int line = copy.Source.Line;
        var tree = await http(address, folder, cancel).ConfigureAwait(false);
        scratch.Keep(tree);
        var file = tree.Entries.Values.Single();
        if (file.Path.Length == 0 && target.EndsWith('/')) throw new DockerfileException(line, $"cannot determine filename from url: {address}");
        string digest = "sha256:" + tree.DigestOf(file);
        if (copy.Options.Checksum is { } checksum && expander.Expand(checksum, line) is var wanted && wanted != digest)
        {
            throw new DockerfileException(line, $"digest mismatch for {address}: {digest} (expected: {wanted})");
        }

        return new CopySource(tree, file.Path, file.Path);
    }

    private async Task AddAsync(CopyPlan plan, Instruction.Copy copy, CopySource source, bool unpack, CopyScratch scratch, CancellationToken cancel)
    {
        if (copy.IsAdd && unpack && source.Tree.Find(source.Path) is { IsFile: true } file
            && await ArchiveDetection.TryReadAsync(source.Tree, file, folder, cancel).ConfigureAwait(false) is { } archive)
        {
            scratch.Keep(archive);
            plan.AddArchive(archive);
            return;
        }

        plan.Add(source);
    }

    private List<CopySource> FromContext(string source, int line)
    {
        string path = SourceTree.Clean(source);
        if (!PathPattern.HasWildcards(path))
        {
            if (context.Find(path) is null) throw new DockerfileException(line, $"COPY failed: file not found in build context or excluded by .dockerignore: stat {path}: file does not exist");
            return [new CopySource(context, path, path.Split('/')[^1])];
        }

        var matches = context.Entries.Keys.Where(p => PathPattern.Matches(path, p)).Select(p => new CopySource(context, p, p.Split('/')[^1])).ToList();
        return matches.Count > 0 ? matches : throw new DockerfileException(line, $"COPY failed: no source files were specified: nothing in the build context matches {source}");
    }

    private async Task<IReadOnlyList<CopySource>> FromImageAsync(string from, string source, int line, CopyScratch scratch, CancellationToken cancel)
    {
        var state = await imageOf(from, line, cancel).ConfigureAwait(false);
        var found = await new ImageFiles(containers, folder).FindAsync(state, source, scratch, cancel).ConfigureAwait(false);
        if (found.Count > 0) return found;
        string path = "/" + SourceTree.Clean(source);
        throw new DockerfileException(line, PathPattern.HasWildcards(path)
            ? $"COPY failed: no source files were specified: nothing in {from} matches {source}"
            : $"COPY failed: stat {path}: file does not exist in {from}");
    }

    private static async Task<bool> IsFolderAsync(StepContainer container, string path, CancellationToken cancel)
    {
        var stat = await container.StatAsync(path, cancel).ConfigureAwait(false);
        if (stat is { LinkTarget.Length: > 0 }) stat = await container.StatAsync(stat.LinkTarget, cancel).ConfigureAwait(false);
        return stat is not null && (stat.Mode & GoFileMode.Directory) != 0;
    }

    private async Task<(int Uid, int Gid)?> OwnerAsync(LazyStepContainer lazy, CopyOptions options, WordExpander expander, int line, CancellationToken cancel)
    {
        if (options.Owner is null) return null;
        string text = expander.Expand(options.Owner, line);
        string[] parts = text.Split(':');
        if (parts.Length > 2 || parts[0].Length == 0) throw new DockerfileException(line, $"invalid chown string: {text}");
        if (parts.Length == 1 && int.TryParse(parts[0], out int both)) return (both, both);
        if (parts.Length == 2 && int.TryParse(parts[0], out int first) && int.TryParse(parts[1], out int second)) return (first, second);
        var container = await lazy.GetAsync(cancel).ConfigureAwait(false);
        var user = await NumbersAsync(container, "/etc/passwd", parts[0], line, cancel).ConfigureAwait(false);
        return parts.Length == 1 ? user : (user.Id, (await NumbersAsync(container, "/etc/group", parts[1], line, cancel).ConfigureAwait(false)).Id);
    }

    /// <summary>The number of a user or group by its name, and a user's group.</summary>
    private async Task<(int Id, int Group)> NumbersAsync(StepContainer container, string file, string name, int line, CancellationToken cancel)
    {
        if (int.TryParse(name, out int number)) return (number, number);
        using var tree = await container.ReadAsync(file, folder, cancel).ConfigureAwait(false);
        if (tree?.Entries.Values.FirstOrDefault(e => e.IsFile) is { } entry)
        {
            foreach (string text in System.Text.Encoding.UTF8.GetString(tree.Read(entry)).Split('\n'))
            {
                string[] fields = text.Split(':');
                if (fields.Length > 2 && fields[0] == name && int.TryParse(fields[2], out number)) return (number, fields.Length > 3 && int.TryParse(fields[3], out int group) ? group : number);
            }
        }

        throw new DockerfileException(line, $"unable to convert uid/gid chown string to host mapping: can't find {(file.EndsWith("passwd", StringComparison.Ordinal) ? "uid for user" : "gid for group")} {name}: no such {(file.EndsWith("passwd", StringComparison.Ordinal) ? "user" : "group")}: {name}");
    }
}
