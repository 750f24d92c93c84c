using Berth.Docker;
using Berth.Images;
using OciPlatform = Berth.Images.OciPlatform;

namespace Berth.Build;

/// <summary>Builds images from Dockerfiles: stages side by side where they don't need each other, steps from the cache where they have been done before.</summary>
public sealed class ImageBuilder : IImageBuilder
{
    private readonly BuildServices _services;

    /// <summary>A builder.</summary>
    /// <param name="containers">The engine's containers.</param>
    /// <param name="images">The engine's images.</param>
    /// <param name="store">Where images are made.</param>
    /// <param name="folder">The builder's folder under the engine's root.</param>
    /// <param name="time">The clock.</param>
    public ImageBuilder(IContainers containers, IImages images, ImageStore store, string folder, TimeProvider time)
    {
        string scratch = Path.Combine(folder, "scratch");
        if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);   // of a build that was killed
        _services = new BuildServices(containers, images, store, new BuildCache(Path.Combine(folder, "cache")), scratch, time);
    }

    /// <inheritdoc/>
    public async Task BuildAsync(BuildRequest request, Stream context, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        try
        {
            var names = request.Tags.Select(t => ImageReference.Parse(t).WithDefaultTag()).ToList();
            using var tree = await ContextAsync(request, context, cancel).ConfigureAwait(false);
            var state = await RunAsync(request, tree, progress, cancel).ConfigureAwait(false);
            state = await LabelAsync(request, state, cancel).ConfigureAwait(false);
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
            throw new DockerException(DockerErrorKind.InvalidParameter, e.Line > 0 ? $"{DockerfileOf(request)}:{e.Line}: {e.Message}" : $"{DockerfileOf(request)}: {e.Message}", e);
        }
        catch (ImageException e)
        {
            throw new DockerException(e.Kind == ImageErrorKind.NotFound ? DockerErrorKind.NotFound : DockerErrorKind.InvalidParameter, e.Message, e);
        }
        catch (HttpRequestException e)
        {
            throw new DockerException(DockerErrorKind.System, $"ADD failed: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Task<BuildCachePruneReport> PruneAsync(BuildCachePruneRequest request, CancellationToken cancel = default)
    {
        var gone = _services.Cache.Prune(id => request.All || _services.Store.Find(id) is null);
        return Task.FromResult(new BuildCachePruneReport { CachesDeleted = gone, SpaceReclaimed = 0 });
    }

    private static string DockerfileOf(BuildRequest request) => request.Dockerfile.Length > 0 ? request.Dockerfile : "Dockerfile";

    private async Task<SourceTree> ContextAsync(BuildRequest request, Stream context, CancellationToken cancel)
    {
        if (request.Remote.Length > 0) throw new DockerfileException(0, $"a remote context ({request.Remote}) needs a BuildKit builder, which this engine does not have yet; clone it and build the folder");
        try
        {
            return await SourceTree.ReadAsync(Decompression.Of(context), _services.Scratch, cancel).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new DockerfileException(0, e.Message);
        }
    }

    private async Task<ImageState> RunAsync(BuildRequest request, SourceTree context, IProgress<ProgressMessage> progress, CancellationToken cancel)
    {
        string file = SourceTree.Clean(DockerfileOf(request));
        if (context.Find(file) is not { IsFile: true } entry) throw new DockerfileException(0, $"Cannot locate specified Dockerfile: {file}");
        var syntax = DockerfileParser.Parse(System.Text.Encoding.UTF8.GetString(context.Read(entry)));
        var platform = request.Platform.Length > 0 ? OciPlatform.Parse(request.Platform) : OciPlatform.Host;
        var arguments = new BuildArguments(request.BuildArgs, platform);
        var graph = BuildGraph.Of(syntax, request.Target, (global, word, line) => arguments.ExpandFrom(syntax.Escape, global, word, line));
        context.Ignore(file);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var run = new GraphRun(_services, request, syntax.Escape, graph, context, arguments, platform, request.Quiet ? new Silent() : progress, stop);
        var state = await run.RunAsync().ConfigureAwait(false);
        if (arguments.Unused.Count > 0) progress.Report(new ProgressMessage { Stream = $"[Warning] One or more build-args [{string.Join(' ', arguments.Unused)}] were not consumed\n" });
        return state;
    }

    /// <summary>The request's labels, on top of the Dockerfile's.</summary>
    private async Task<ImageState> LabelAsync(BuildRequest request, ImageState state, CancellationToken cancel)
    {
        if (request.Labels.Count == 0) return state;
        var labels = new SortedDictionary<string, string>(state.Config.Labels?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in request.Labels) labels[name] = value;
        string key = BuildCache.Key(state.Id, ["LABELS", .. labels.Select(l => $"{l.Key}={l.Value}")]);
        if (!request.NoCache && _services.Cache.Find(key) is { } id && _services.Store.Find(id) is { } known) return BaseImages.StateOf(known);
        var image = await _services.Store.CommitAsync(
            new ImageCommit
            {
                Parent = state.Id,
                Config = state.Config with { Labels = labels },
                Author = state.Author,
                Platform = state.Platform,
                History = new OciHistory { Created = _services.Time.GetUtcNow(), CreatedBy = "LABEL " + string.Join(' ', request.Labels.Select(l => $"{l.Key}={l.Value}")), EmptyLayer = true },
            },
            cancel).ConfigureAwait(false);
        _services.Cache.Put(key, image.Id);
        return BaseImages.StateOf(image);
    }

    private sealed class Silent : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value)
        {
            // Asked to be quiet.
        }
    }
}
