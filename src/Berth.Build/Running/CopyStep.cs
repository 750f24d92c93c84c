using Berth.Docker;

namespace Berth.Build;

/// <summary>COPY and ADD: finds the sources and decides what goes where.</summary>
/// <param name="services">What the build works with.</param>
/// <param name="sources">Finds the sources.</param>
internal sealed class CopyStep(BuildServices services, CopySources sources)
{
    /// <summary>Everything found and decided; nothing is written yet, so that the cache can be asked.</summary>
    public async Task<CopyPlan> PlanAsync(Instruction.Copy copy, ImageState state, WordExpander expander, CopyScratch scratch, CancellationToken cancel)
    {
        int line = copy.Source.Line;
        string target = state.Absolute(expander.Expand(copy.Target, line));
        // Most steps can be decided without looking into the image: one from the cache makes no container then.
        await using var destination = new LazyStepContainer(services.Containers, state);
        var (found, areOurs) = await sources.FindAsync(copy, target, expander, scratch, cancel).ConfigureAwait(false);

        bool namesFile = NamesFile(found, copy);
        bool isFolder = target.EndsWith('/') || copy.Options.Parents
            || (namesFile && await IsFolderAsync(await destination.GetAsync(cancel).ConfigureAwait(false), target, cancel).ConfigureAwait(false));
        if (!isFolder && namesFile && found.Count + copy.Source.Heredocs.Count > 1)
        {
            throw new DockerfileException(line, $"When using {copy.Source.Keyword} with more than one source file, the destination must be a directory and end with a /");
        }

        var owner = await OwnerAsync(destination, copy.Options, expander, line, cancel).ConfigureAwait(false);
        string? mode = copy.Options.Mode is { } m ? expander.Expand(m, line) : null;
        var plan = new CopyPlan(target, isFolder, owner, areOurs, ModeChange.Parse(mode, line), copy.Options.Excludes)
        {
            KeepsParents = copy.Options.Parents,
            FolderMode = ModeChange.OfFolders(mode),
        };
        foreach (var source in found) await AddAsync(plan, copy, source, scratch, cancel).ConfigureAwait(false);
        foreach (var heredoc in copy.Source.Heredocs)
        {
            string content = heredoc.Expands ? expander.ExpandText(heredoc.Content, line) : heredoc.Content;
            plan.AddFile(heredoc.Name, System.Text.Encoding.UTF8.GetBytes(content), 0x1A4, DateTimeOffset.UnixEpoch);
        }

        return plan;
    }

    /// <summary>A folder's content goes below the target whatever that is; for all else it matters whether the target is a folder.</summary>
    private static bool NamesFile(List<CopySource> found, Instruction.Copy copy) =>
        copy.Source.Heredocs.Count > 0 || found.Exists(s => s.Tree.Find(s.Path) is not { IsFolder: true });

    private async Task AddAsync(CopyPlan plan, Instruction.Copy copy, CopySource source, CopyScratch scratch, CancellationToken cancel)
    {
        if (copy.IsAdd && (copy.Options.Unpack ?? !source.IsFetched) && source.Tree.Find(source.Path) is { IsFile: true } file
            && await ArchiveDetection.TryReadAsync(source.Tree, file, services.Scratch, cancel).ConfigureAwait(false) is { } archive)
        {
            scratch.Keep(archive);
            plan.AddArchive(archive);
            return;
        }

        plan.Add(source);
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
        using var tree = await container.ReadAsync(file, services.Scratch, cancel).ConfigureAwait(false);
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
