using Berth.Images;

namespace Berth.Build;

/// <summary>Finds what the mounts of a stage's steps show.</summary>
/// <param name="context">The build's context.</param>
/// <param name="store">The images.</param>
/// <param name="images">Finds files of images.</param>
/// <param name="imageOf">The image that a <c>from</c> names: another stage's, or one that is pulled.</param>
internal sealed class MountPlanner(SourceTree context, ImageStore store, ImageFiles images, Func<string, int, CancellationToken, Task<ImageState>> imageOf)
{
    /// <summary>The mounts of a step in their order; of several at one place the last counts.</summary>
    /// <exception cref="DockerfileException">An option is wrong, or a file isn't there.</exception>
    public async Task<IReadOnlyList<PlannedMount>> PlanAsync(Instruction.Run run, ImageState state, WordExpander expander, CancellationToken cancel)
    {
        int line = run.Source.Line, agents = 0;
        var planned = new List<PlannedMount>();
        foreach (var flag in run.Mounts)
        {
            var mount = MountFlagParser.Parse(flag.Text, line, word => expander.Expand(word, line));
            string target = TargetOf(mount, state, agents);
            if (target == "/") throw new DockerfileException(line, $"invalid mount target \"{target}\": a mount can't stand for the whole file system");
            if (mount.Kind == MountKind.Ssh) agents++;
            planned.RemoveAll(p => p.Target.Length > 0 && p.Target == target);
            planned.Add(mount.Kind is MountKind.Bind or MountKind.Cache ? await FindAsync(mount, target, line, cancel).ConfigureAwait(false) : new PlannedMount(mount, target, ""));
        }

        return planned;
    }

    private static string TargetOf(RunMount mount, ImageState state, int agents)
    {
        if (mount.Target.Length > 0) return state.Absolute(mount.Target) is { Length: > 1 } path ? path.TrimEnd('/') : "/";
        return mount.Kind switch
        {
            MountKind.Ssh => FormattableString.Invariant($"/run/buildkit/ssh_agent.{agents}"),
            _ when mount.Variable.Length > 0 => "",
            _ => "/run/secrets/" + mount.SecretId.TrimEnd('/').Split('/')[^1],
        };
    }

    private async Task<PlannedMount> FindAsync(RunMount mount, string target, int line, CancellationToken cancel)
    {
        string path = SourceTree.Clean(mount.Source);
        if (mount.From is { } from) return await FindInImageAsync(mount, target, from, path, line, cancel).ConfigureAwait(false);
        if (mount.Kind == MountKind.Cache) return new PlannedMount(mount, target, "");
        if (Followed(path) is not { } found) throw new DockerfileException(line, $"\"/{path}\": not found: it is not in the build's context, or .dockerignore leaves it out");
        var source = new CopySource(context, found, found.Split('/')[^1]);
        return new PlannedMount(mount, target, ContentOf(source)) { Source = source };
    }

    private async Task<PlannedMount> FindInImageAsync(RunMount mount, string target, string from, string path, int line, CancellationToken cancel)
    {
        var image = await imageOf(from, line, cancel).ConfigureAwait(false);
        if (path.Length == 0) return new PlannedMount(mount, target, string.Join(' ', LayersOf(image))) { Image = image };
        using var scratch = new CopyScratch();
        if (image.Parent is null || await images.ResolveAsync(image, path, cancel).ConfigureAwait(false) is not { } resolved
            || await images.ReadAsync(image, resolved, scratch, cancel).ConfigureAwait(false) is not { } found)
        {
            throw new DockerfileException(line, $"\"/{path}\": not found in {from}");
        }

        return new PlannedMount(mount, target, ContentOf(found)) { Image = image, Subpath = resolved };
    }

    private IEnumerable<string> LayersOf(ImageState image) => image.Parent is { } id ? store.Get(id).Image.RootFs?.DiffIds ?? [] : ["nothing"];

    private static string ContentOf(CopySource source)
    {
        // The folder's own owner and mode show as well.
        var top = source.Tree.Find(source.Path)!;
        return BuildCache.Key(FormattableString.Invariant($"{top.Type} {top.Mode} {top.Uid} {top.Gid}"), MountTrees.PlanOf(source).Items.Select(i => i.Fingerprint));
    }

    /// <summary>A path of the context with the links on its way followed, which can't lead out of it; null where there is nothing.</summary>
    private string? Followed(string path)
    {
        string found = "";
        int hops = 0;
        var parts = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (parts.TryPop(out string? part))
        {
            string next = SourceTree.Clean(found + "/" + part);
            if (context.Find(next) is not { } entry) return null;
            if (entry.Type != System.Formats.Tar.TarEntryType.SymbolicLink)
            {
                found = next;
                continue;
            }

            if (++hops > ImageFiles.MaxLinks) return null;
            if (entry.Link.StartsWith('/')) found = "";
            foreach (string inner in entry.Link.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) parts.Push(inner);
        }

        return found;
    }
}
