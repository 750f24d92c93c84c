using Berth.Docker;
using Berth.Engine;
using Berth.Images;
using OciPlatform = Berth.Images.OciPlatform;

namespace Berth.Build;

/// <summary>Builds images from Dockerfiles: stages side by side where they don't need each other, steps from the cache where they have been done before.</summary>
public sealed class ImageBuilder : IImageBuilder
{
    private readonly BuildServices _services;

    private ImageBuilder(BuildServices services) => _services = services;

    /// <summary>Opens the builder; what builds left that a killed engine ran is removed.</summary>
    /// <param name="containers">The engine's containers.</param>
    /// <param name="images">The engine's images.</param>
    /// <param name="store">Where images are made.</param>
    /// <param name="folder">The builder's folder under the engine's root.</param>
    /// <param name="live">A folder for steps' secrets and sockets, which end with the machine.</param>
    /// <param name="programs">The host's programs.</param>
    /// <param name="time">The clock.</param>
    public static async Task<ImageBuilder> OpenAsync(IContainers containers, IImages images, ImageStore store, string folder, string live, IHostPrograms programs, TimeProvider time)
    {
        string scratch = Path.Combine(folder, "scratch");
        await StepContainer.SweepAsync(containers).ConfigureAwait(false);
        MountFolder.Remove(scratch);
        MountFolder.Remove(live);
        var mounts = new CacheMounts(Path.Combine(folder, "mounts"), time);
        mounts.Sweep();
        var cache = new BuildCache(Path.Combine(folder, "cache"));
        cache.Sweep();
        var services = new BuildServices(containers, images, store, cache, mounts, scratch, live, programs, time);
        return new ImageBuilder(services);
    }

    /// <inheritdoc/>
    public async Task BuildAsync(BuildRequest request, Stream context, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        if (request.Squash) throw new DockerException(DockerErrorKind.InvalidParameter, "squash is only supported with experimental mode");
        CheckAgents(request);
        try
        {
            var names = request.Tags.Select(t => ImageReference.Parse(t).WithDefaultTag()).ToList();
            using var tree = await new ContextReader(_services.Scratch, _services.Programs).ReadAsync(request, context, cancel).ConfigureAwait(false);
            bool isElsewhere = request.Remote.Length > 0 && request.Contexts.Values.Any(v => v.StartsWith(NamedContext.Carried, StringComparison.Ordinal));
            using var sent = isElsewhere ? await SourceTree.ReadAsync(context, _services.Scratch, cancel).ConfigureAwait(false) : null;
            var state = await RunAsync(request, tree, sent ?? tree, progress, cancel).ConfigureAwait(false);
            if (state.Parent is null) throw new DockerfileException(0, "No image was generated. Is your Dockerfile empty?");
            progress.Report(new ProgressMessage { Aux = BuildAux.Of(state.Id) });
            if (!request.Quiet) progress.Report(new ProgressMessage { Stream = $"Successfully built {state.Id[7..19]}\n" });
            else progress.Report(new ProgressMessage { Stream = state.Id + "\n" });
            foreach (var name in names)
            {
                _services.Store.Tag(state.Id, name);
                if (!request.Quiet) progress.Report(new ProgressMessage { Stream = $"Successfully tagged {name.Familiar}\n" });
            }
        }
        catch (DockerfileException e)
        {
            string name = CarriedDockerfile.Is(request.Dockerfile) ? "Dockerfile" : DockerfileOf(request);
            throw new DockerException(e.Kind, e.Line > 0 ? $"{name}:{e.Line}: {e.Message}" : $"{name}: {e.Message}", e) { Code = e.Code };
        }
        catch (ImageException e)
        {
            throw new DockerException(e.Kind == ImageErrorKind.NotFound ? DockerErrorKind.NotFound : DockerErrorKind.InvalidParameter, e.Message, e);
        }
        catch (HttpRequestException e)
        {
            throw new DockerException(DockerErrorKind.System, $"the context can't be fetched: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task ExportAsync(string image, Stream destination, CancellationToken cancel = default)
    {
        var found = _services.Store.Find(image) ?? throw new DockerException(DockerErrorKind.NotFound, $"No such image: {image}");
        await using var container = await StepContainer.CreateIdleAsync(_services.Containers, BaseImages.StateOf(found), cancel).ConfigureAwait(false);
        await _services.Containers.ExportAsync(container.Id, destination, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<BuildCachePruneReport> PruneAsync(BuildCachePruneRequest request, CancellationToken cancel = default) => Task.Run(() => Pruner().Prune(request), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BuildCacheRecord>> UsageAsync(CancellationToken cancel = default) => Task.Run(() => Pruner().Usage(), cancel);

    private CachePruner Pruner() => new(_services.Cache, _services.Mounts, _services.Store, _services.Time);

    /// <summary>An agent that isn't there is said before anything starts.</summary>
    private static void CheckAgents(BuildRequest request)
    {
        foreach (var (id, agent) in request.SshAgents)
        {
            if (agent is SshAgentSocket socket && !(Path.IsPathRooted(socket.Path) && File.Exists(socket.Path)))
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"SSH agent {id}: there is no socket {socket.Path} on the engine's machine");
            }
        }
    }

    private static string DockerfileOf(BuildRequest request) => request.Dockerfile.Length > 0 ? request.Dockerfile : "Dockerfile";

    private async Task<ImageState> RunAsync(BuildRequest request, SourceTree context, SourceTree sent, IProgress<ProgressMessage> progress, CancellationToken cancel)
    {
        string file = SourceTree.Clean(DockerfileOf(request));
        if (context.Find(file) is not { IsFile: true } entry) throw new DockerfileException(0, $"Cannot locate specified Dockerfile: {file}");
        var syntax = DockerfileParser.Parse(System.Text.Encoding.UTF8.GetString(context.Read(entry)));
        var platform = request.Platform.Length > 0 ? OciPlatform.Parse(request.Platform) : OciPlatform.Host;
        using var named = new NamedContexts(_services, request, sent, platform);
        var arguments = new BuildArguments(request.BuildArgs, platform, request.Target.Length > 0 ? request.Target : BuildGraph.LastStage(syntax));
        var graph = BuildGraph.Of(syntax, request.Target, request.Labels, (global, word, line) => arguments.ExpandFrom(syntax.Escape, global, word, line), named.Has);
        context.Ignore(file);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var run = new GraphRun(_services, request, syntax.Escape, graph, context, named, arguments, platform, request.Quiet ? new Silent() : progress, stop);
        var state = await run.RunAsync().ConfigureAwait(false);
        if (arguments.Unused.Count > 0) progress.Report(new ProgressMessage { Stream = $"[Warning] One or more build-args [{string.Join(' ', arguments.Unused)}] were not consumed\n" });
        return state;
    }

    private sealed class Silent : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value)
        {
            // Asked to be quiet.
        }
    }
}
