using Berth.Docker;
using OciPlatform = Berth.Images.OciPlatform;

namespace Berth.Build;

/// <summary>Runs the stages that a target needs, each as soon as those that it needs are done.</summary>
internal sealed class GraphRun : IDisposable
{
    private readonly BuildServices _services;
    private readonly BuildRequest _request;
    private readonly char _escape;
    private readonly BuildGraph _graph;
    private readonly SourceTree _context;
    private readonly NamedContexts _named;
    private readonly BuildArguments _arguments;
    private readonly IProgress<ProgressMessage> _progress;
    private readonly CancellationTokenSource _stop;
    private readonly BaseImages _bases;
    private readonly ImageFiles _files;
    private readonly MountTrees _trees;
    private readonly Dictionary<int, Task<ImageState>> _runs = [];

    /// <summary>A run.</summary>
    public GraphRun(
        BuildServices services, BuildRequest request, char escape, BuildGraph graph, SourceTree context, NamedContexts named, BuildArguments arguments,
        OciPlatform platform, IProgress<ProgressMessage> progress, CancellationTokenSource stop)
    {
        (_services, _request, _escape, _graph, _context, _named, _arguments, _progress, _stop) = (services, request, escape, graph, context, named, arguments, progress, stop);
        _bases = new BaseImages(services, request, platform);
        _files = new ImageFiles(services.Containers, services.Scratch);
        _trees = new MountTrees(services.Scratch);
    }

    /// <summary>Runs them; the first failure stops all, and is thrown.</summary>
    /// <returns>The target's image.</returns>
    public async Task<ImageState> RunAsync()
    {
        var counter = new StepCounter(_graph.Needed, _graph.GlobalArgs.Count);
        for (int i = 0; i < _graph.GlobalArgs.Count; i++) _progress.Report(new ProgressMessage { Stream = $"{counter.Heading(i + 1)} : {_graph.GlobalArgs[i].Source.Text}\n" });
        var globals = _arguments.Globals(_escape, _graph.GlobalArgs);
        StageOutput? before = null;
        foreach (var stage in _graph.Needed)
        {
            var output = new StageOutput(_progress, before);
            output.Chain();
            before = output;
            _runs[stage.Index] = StageAsync(stage, output, counter, globals);
        }

        try
        {
            await Task.WhenAll(_runs.Values).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_runs.Values.FirstOrDefault(r => r.IsFaulted) is { } failed)
        {
            await failed.ConfigureAwait(false);
        }

        return await _runs[_graph.Needed[^1].Index].ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _trees.Dispose();

    private async Task<ImageState> StageAsync(BuildStage stage, StageOutput output, StepCounter counter, IReadOnlyDictionary<string, string> globals)
    {
        await Task.Yield();
        try
        {
            foreach (var need in stage.Needs) await _runs[need.Index].ConfigureAwait(false);
            string? platform = stage.From.Platform is { } p ? _arguments.ExpandFrom(_escape, _graph.GlobalArgs, p, stage.From.Source.Line) : null;
            output.Write($"{counter.Next(stage.Index, 0)} : {stage.From.Source.Text}\n");
            if (stage.IsReplaced) return await BaseAsync(stage, stage.Name, platform, output).ConfigureAwait(false);
            var start = stage.Base is { } b ? await _runs[b.Index].ConfigureAwait(false) : await BaseAsync(stage, stage.From.Image, platform, output).ConfigureAwait(false);
            Task<CopyOrigin> OriginOf(string name, int line, CancellationToken cancel) => OriginAsync(stage, name, line, output, cancel);
            var copies = new CopyStep(_services, new CopySources(_services, _context, _files, OriginOf));
            var mounts = new MountPlanner(_context, _services.Store, _files, OriginOf);
            var runs = new RunStep(_services.Containers, _request, mounts, new MountMaker(_services, _request, _trees, _files));
            return await new StageRun(_services, _request, stage, _escape, output, _arguments, globals, counter, copies, runs).RunAsync(start, _stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            output.Done();
        }
    }

    private async Task<ImageState> BaseAsync(BuildStage stage, string name, string? platform, StageOutput output)
    {
        try
        {
            return await (_named.Has(name) ? _named.ImageAsync(name, _bases, output, _stop.Token) : _bases.GetAsync(name, platform, output, _stop.Token)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerException or Images.ImageException)
        {
            throw DockerfileException.At(stage.From.Source, e);
        }
    }

    /// <summary>What a COPY --from names: a named context, an earlier stage, or an image.</summary>
    private async Task<CopyOrigin> OriginAsync(BuildStage stage, string name, int line, StageOutput output, CancellationToken cancel)
    {
        if (_named.Has(name)) return await _named.OriginAsync(name, _bases, output, cancel).ConfigureAwait(false);
        var named = stage.Needs.LastOrDefault(s => s.From.Stage is { } n && n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? stage.Needs.FirstOrDefault(s => s.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) == name);
        if (named is not null) return new CopyOrigin(await _runs[named.Index].ConfigureAwait(false), null);
        if (int.TryParse(name, out _)) throw new DockerfileException(line, $"invalid from flag value {name}: there is no such earlier stage");
        if (name.Equals(stage.From.Stage, StringComparison.OrdinalIgnoreCase)) throw new DockerfileException(line, $"circular dependency detected on stage: {name}");
        return new CopyOrigin(await _bases.GetAsync(name, null, output, cancel).ConfigureAwait(false), null);
    }
}
