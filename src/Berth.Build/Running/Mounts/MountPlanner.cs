using Berth.Images;

namespace Berth.Build;

/// <summary>Finds what the mounts of a stage's steps show.</summary>
/// <param name="context">The build's context.</param>
/// <param name="store">The images.</param>
/// <param name="images">Finds files of images.</param>
/// <param name="originOf">What a <c>from</c> names: a named context, another stage, or an image.</param>
internal sealed class MountPlanner(SourceTree context, ImageStore store, ImageFiles images, Func<string, int, CancellationToken, Task<CopyOrigin>> originOf)
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
        if (mount.From is null && mount.Kind == MountKind.Cache) return new PlannedMount(mount, target, "");
        var origin = mount.From is { } from ? await originOf(from, line, cancel).ConfigureAwait(false) : new CopyOrigin(null, context);
        if (origin.Image is { } image) return await FindInImageAsync(mount, target, image, path, line, cancel).ConfigureAwait(false);
        if (TreeLinks.Resolve(origin.Tree!, path) is not { } found) throw new DockerfileException(line, mount.From is { } name ? $"\"/{path}\": not found in {name}" : $"\"/{path}\": not found: it is not in the build's context, or .dockerignore leaves it out");
        var source = new CopySource(origin.Tree!, found, found.Split('/')[^1]);
        return new PlannedMount(mount, target, ContentOf(source)) { Source = source };
    }

    private async Task<PlannedMount> FindInImageAsync(RunMount mount, string target, ImageState image, string path, int line, CancellationToken cancel)
    {
        if (path.Length == 0) return new PlannedMount(mount, target, string.Join(' ', LayersOf(image))) { Image = image };
        using var scratch = new CopyScratch();
        if (image.Parent is null || await images.ResolveAsync(image, path, cancel).ConfigureAwait(false) is not { } resolved
            || await images.ReadAsync(image, resolved, scratch, cancel).ConfigureAwait(false) is not { } found)
        {
            throw new DockerfileException(line, $"\"/{path}\": not found in {mount.From}");
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
}
