using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Berth.Docker;
using Berth.Engine;
using Berth.Images;

namespace Berth.Build;

/// <summary>Makes planned mounts ready for a step's container.</summary>
/// <param name="services">What the build works with.</param>
/// <param name="request">The build: its secrets and agents.</param>
/// <param name="trees">Files that are unpacked for the build.</param>
/// <param name="images">Finds files of images.</param>
internal sealed class MountMaker(BuildServices services, BuildRequest request, MountTrees trees, ImageFiles images)
{
    private const string NamespaceArgument = "BUILDKIT_CACHE_MOUNT_NS";
    private const int SecretMode = 0x100 /* 0400 */, SocketMode = 0x180 /* 0600 */, FolderMode = 0x1ED /* 0755 */;

    /// <summary>Makes them; caches that are locked are waited for.</summary>
    /// <param name="planned">The step's mounts.</param>
    /// <param name="line">The step's line.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DockerfileException">What the step requires isn't given.</exception>
    public async Task<StepMounts> MakeAsync(IReadOnlyList<PlannedMount> planned, int line, CancellationToken cancel)
    {
        var step = new StepMounts();
        try
        {
            var live = new Lazy<LiveFolder>(() => step.Keep(new LiveFolder(services.Live)));
            // Caches first and in one order everywhere: two steps that lock the same ones never wait for each other.
            foreach (var same in planned.Where(p => p.Mount.Kind == MountKind.Cache).GroupBy(KeyOf, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)) await CacheAsync(step, same.Key, [.. same], cancel).ConfigureAwait(false);
            foreach (var mount in planned)
            {
                switch (mount.Mount.Kind)
                {
                    case MountKind.Bind:
                        step.Mounts.Add(await BindAsync(step, mount, cancel).ConfigureAwait(false));
                        break;
                    case MountKind.Tmpfs:
                        step.Mounts.Add(Tmpfs(mount));
                        break;
                    case MountKind.Secret:
                        await SecretAsync(step, live, mount, line, cancel).ConfigureAwait(false);
                        break;
                    case MountKind.Ssh:
                        Agent(step, live, mount, line);
                        break;
                }
            }

            return step;
        }
        catch (Exception e)
        {
            await step.DisposeAsync().ConfigureAwait(false);
            throw e is IOException or UnauthorizedAccessException or SocketException ? new DockerException(DockerErrorKind.System, $"a mount can't be made: {e.Message}", e) : e;
        }
    }

    private static Mount Plain(string source, PlannedMount mount, bool readOnly) => new() { Type = "bind", Source = source, Target = mount.Target, ReadOnly = readOnly };

    private async Task<Mount> BindAsync(StepMounts step, PlannedMount mount, CancellationToken cancel)
    {
        if (mount.Source is { } source)
        {
            var tree = mount.IsReadOnly ? await trees.SharedAsync(source, cancel).ConfigureAwait(false) : step.Keep(await trees.OwnAsync(source, cancel).ConfigureAwait(false));
            return Plain(tree.Path, mount, mount.IsReadOnly);
        }

        // An image's layers are shown as they are, where nothing is written and they aren't too many.
        if (mount.IsReadOnly && mount.Image is { Parent: { } image } && LayerPaths.FitMount(LayersOf(image, mount.Subpath)))
        {
            return new Mount { Type = "image", Source = image, Target = mount.Target, ReadOnly = true, ImageOptions = new ImageOptions { Subpath = mount.Subpath } };
        }

        using var scratch = new CopyScratch();
        var copy = step.Keep(await trees.OwnAsync(await OfImageAsync(mount, scratch, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
        return Plain(copy.Path, mount, mount.IsReadOnly);
    }

    private IReadOnlyList<string> LayersOf(string image, string path)
    {
        var all = services.Store.Get(image).LayerFolders;
        return path.Length == 0 ? all : LayerPaths.Of(all, path);
    }

    private async Task<CopySource?> OfImageAsync(PlannedMount mount, CopyScratch scratch, CancellationToken cancel) =>
        mount.Image is { Parent: not null } image ? await images.ReadAsync(image, mount.Subpath, scratch, cancel).ConfigureAwait(false) : null;

    private string KeyOf(PlannedMount cache) => BuildCache.Key(
        request.BuildArgs.GetValueOrDefault(NamespaceArgument) ?? "", cache.CacheId, cache.Content,
        string.Create(CultureInfo.InvariantCulture, $"{cache.Mount.Mode} {cache.Mount.Uid} {cache.Mount.Gid}"));

    /// <summary>One cache, wherever the step wants it: it can't wait for itself.</summary>
    private async Task CacheAsync(StepMounts step, string key, IReadOnlyList<PlannedMount> same, CancellationToken cancel)
    {
        var first = same[0];
        var lease = step.Keep(await services.Mounts.TakeAsync(first.CacheId, key, same.Max(c => c.Mount.Sharing), folder => FillAsync(first, folder, cancel), cancel).ConfigureAwait(false));
        step.Mounts.AddRange(same.Select(c => Plain(lease.Path, c, c.IsReadOnly)));
    }

    private async Task FillAsync(PlannedMount cache, string folder, CancellationToken cancel)
    {
        using var scratch = new CopyScratch();
        var source = cache.Source ?? await OfImageAsync(cache, scratch, cancel).ConfigureAwait(false);
        await MountTrees.FillAsync(folder, source, cancel).ConfigureAwait(false);
        var asked = cache.Mount;
        if (source is null || asked.Uid is not null || asked.Gid is not null || asked.Mode is not null) MountFolder.Give(folder, asked.Uid ?? 0, asked.Gid ?? 0, asked.Mode ?? FolderMode);
    }

    private static Mount Tmpfs(PlannedMount mount) => new()
    {
        Type = "tmpfs",
        Target = mount.Target,
        ReadOnly = mount.IsReadOnly,
        // A step may keep programs there.
        TmpfsOptions = new TmpfsOptions { SizeBytes = mount.Mount.Size, Options = [["exec"], ["dev"]] },
    };

    private async Task SecretAsync(StepMounts step, Lazy<LiveFolder> live, PlannedMount mount, int line, CancellationToken cancel)
    {
        var (asked, id) = (mount.Mount, mount.Mount.SecretId);
        if (!request.Secrets.TryGetValue(id, out byte[]? secret))
        {
            if (asked.Required) throw new DockerfileException(line, $"secret {id}: not found: the step requires it; give it with --secret id={id},src=FILE or --secret id={id},env=NAME") { Kind = DockerErrorKind.NotFound };
            return;
        }

        if (asked.Variable.Length > 0) step.Variables.Add($"{asked.Variable}={Encoding.UTF8.GetString(secret)}");
        if (mount.Target.Length == 0) return;
        string name = step.Mounts.Count.ToString(CultureInfo.InvariantCulture);
        string path = await live.Value.WriteAsync(name, secret, asked.Uid ?? 0, asked.Gid ?? 0, asked.Mode ?? SecretMode, cancel).ConfigureAwait(false);
        step.Mounts.Add(Plain(path, mount, readOnly: true));
    }

    private void Agent(StepMounts step, Lazy<LiveFolder> live, PlannedMount mount, int line)
    {
        string id = mount.Mount.Id.Length > 0 ? mount.Mount.Id : "default";
        if (!step.Variables.Exists(v => v.StartsWith("SSH_AUTH_SOCK=", StringComparison.Ordinal))) step.Variables.Add("SSH_AUTH_SOCK=" + mount.Target);
        if (!request.SshAgents.TryGetValue(id, out var agent))
        {
            if (mount.Mount.Required) throw new DockerfileException(line, $"unset ssh forward key {id}: the step requires it; give it with --ssh {id}") { Kind = DockerErrorKind.NotFound };
            return;
        }

        string path = Path.Combine(live.Value.Path, step.Mounts.Count.ToString(CultureInfo.InvariantCulture));
        step.KeepOpen(AgentRelay.Open(path, agent));
        MountFolder.Give(path, mount.Mount.Uid ?? 0, mount.Mount.Gid ?? 0, mount.Mount.Mode ?? SocketMode);
        step.Mounts.Add(Plain(path, mount, readOnly: false));
    }
}
