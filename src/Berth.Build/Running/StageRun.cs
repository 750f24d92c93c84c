using System.Globalization;
using Berth.Docker;
using Berth.Images;

namespace Berth.Build;

/// <summary>Carries one stage's instructions out, one after another, each from the cache where it has been done before.</summary>
internal sealed class StageRun
{
    // Raised when the same step of a Dockerfile comes to give another image than it did.
    private const string StepsVersion = "2";

    private readonly BuildServices _services;
    private readonly BuildRequest _request;
    private readonly BuildStage _stage;
    private readonly StageOutput _output;
    private readonly BuildArguments _arguments;
    private readonly IReadOnlyDictionary<string, string> _globals;
    private readonly StepCounter _counter;
    private readonly CopyStep _copies;
    private readonly CopyWriter _writer;
    private readonly RunStep _runs;
    private readonly CacheImages _sources;
    private readonly WordExpander _expander;
    private readonly ConfigSteps _configs;
    private readonly SortedDictionary<string, string> _args = new(StringComparer.Ordinal);
    private readonly char _escape;
    private ImageState _state = null!;
    private bool _cached = true;

    /// <summary>A stage's run.</summary>
    public StageRun(
        BuildServices services, BuildRequest request, BuildStage stage, char escape, StageOutput output, BuildArguments arguments, IReadOnlyDictionary<string, string> globals,
        StepCounter counter, CopyStep copies, RunStep runs)
    {
        (_services, _request, _stage, _escape, _output, _arguments, _globals, _counter) = (services, request, stage, escape, output, arguments, globals, counter);
        (_copies, _runs) = (copies, runs);
        _writer = new CopyWriter(services.Containers);
        _sources = new CacheImages(services.Store, request.CacheFrom);
        _expander = new WordExpander(escape, name => _state.Variable(name) ?? _args.GetValueOrDefault(name));
        _configs = new ConfigSteps(_expander);
        _cached = !request.NoCache && !request.NoCacheStages.Contains(stage.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Runs the stage on its base.</summary>
    public async Task<ImageState> RunAsync(ImageState start, CancellationToken cancel)
    {
        _state = start with { HasCommand = false };
        await TriggersAsync(start.Config.OnBuild ?? [], cancel).ConfigureAwait(false);
        _output.Write($" ---> {Short(_state.Id)}\n");

        for (int i = 0; i < _stage.Instructions.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var instruction = _stage.Instructions[i];
            _output.Write($"{_counter.Next(_stage.Index, i + 1)} : {instruction.Source.Text}\n");
            await StepAsync(instruction, cancel).ConfigureAwait(false);
            _output.Write($" ---> {Short(_state.Id)}\n");
        }

        return _state;
    }

    /// <summary>What the base's ONBUILD instructions ask for; the image itself no longer has them.</summary>
    private async Task TriggersAsync(IReadOnlyList<string> triggers, CancellationToken cancel)
    {
        if (triggers.Count == 0) return;
        _output.Write(triggers.Count == 1 ? "# Executing 1 build trigger\n" : $"# Executing {triggers.Count.ToString(CultureInfo.InvariantCulture)} build triggers\n");
        _state = _state with { Config = _state.Config with { OnBuild = null } };
        foreach (string trigger in triggers)
        {
            var node = DockerfileParser.Parse(trigger).Nodes[0] with { Line = _stage.From.Source.Line };
            await StepAsync(new InstructionParser(_escape).Parse(node), cancel).ConfigureAwait(false);
        }
    }

    private static string Short(string id) => id.StartsWith("sha256:", StringComparison.Ordinal) ? id[7..19] : id;

    /// <summary>Does a step; whatever fails, its line is said.</summary>
    private async Task StepAsync(Instruction instruction, CancellationToken cancel)
    {
        try
        {
            await DoAsync(instruction, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerException or ImageException or HttpRequestException)
        {
            throw DockerfileException.At(instruction.Source, e);
        }
    }

    private Task DoAsync(Instruction instruction, CancellationToken cancel) => instruction switch
    {
        Instruction.Run run => RunAsync(run, cancel),
        Instruction.Copy copy => CopyAsync(copy, cancel),
        Instruction.Workdir workdir => WorkdirAsync(workdir, cancel),
        Instruction.Arg arg => ArgAsync(arg, cancel),
        Instruction.Maintainer maintainer => MaintainerAsync(maintainer, cancel),
        _ => ConfigAsync(instruction, cancel),
    };

    private Task ConfigAsync(Instruction instruction, CancellationToken cancel)
    {
        var (config, text) = _configs.Apply(instruction, _state) ?? throw new DockerfileException(instruction.Source.Line, $"{instruction.Source.Keyword} has no meaning here");
        // A new shell is the one that its own line of the history shows.
        string nop = instruction is Instruction.Shell ? Nop(config.Shell!, "  " + text) : Nop("  " + text);
        if (instruction is Instruction.Cmd) _state = _state with { HasCommand = true };
        return CachedAsync([text], nop, config, null, cancel);
    }

    private Task MaintainerAsync(Instruction.Maintainer maintainer, CancellationToken cancel)
    {
        string name = _expander.Expand(maintainer.Name, maintainer.Source.Line);
        _state = _state with { Author = name };
        return CachedAsync(["MAINTAINER " + name], Nop("  MAINTAINER " + name), _state.Config, null, cancel);
    }

    private Task ArgAsync(Instruction.Arg arg, CancellationToken cancel)
    {
        foreach (var (name, fallback) in arg.Pairs)
        {
            string? expanded = fallback is null ? null : _expander.Expand(fallback, arg.Source.Line);
            if (_arguments.Value(name, expanded, _globals) is { } value) _args[name] = value;
        }

        // Its value counts where it is used, by the RUN after it.
        return CachedAsync([arg.Source.Text], Nop("  " + arg.Source.Text), _state.Config, null, cancel);
    }

    private async Task WorkdirAsync(Instruction.Workdir workdir, CancellationToken cancel)
    {
        string path = _state.Absolute(_expander.Expand(workdir.Path, workdir.Source.Line)).TrimEnd('/') is { Length: > 0 } p ? p : "/";
        string text = "WORKDIR " + path;
        await CachedAsync([text], Nop(" " + text), _state.Config with { WorkingDir = path }, () => MakeFolderAsync(path, cancel), cancel).ConfigureAwait(false);
    }

    /// <summary>The folder is made with the image, so that it is there for COPY and for other users than root.</summary>
    private async Task<StepContainer?> MakeFolderAsync(string path, CancellationToken cancel)
    {
        await using (var look = await StepContainer.CreateIdleAsync(_services.Containers, _state, cancel).ConfigureAwait(false))
        {
            if (await look.StatAsync(path, cancel).ConfigureAwait(false) is not null) return null;
        }

        var plan = new CopyPlan(path, isFolder: true, null, isOurs: true, m => m, []);
        plan.AddFolder(path);
        return await _writer.WriteAsync(plan, _state, cancel).ConfigureAwait(false);
    }

    private async Task RunAsync(Instruction.Run run, CancellationToken cancel)
    {
        _runs.Check(run);
        var words = RunStep.Words(run, _state);
        var variables = _args.Where(a => _state.Variable(a.Key) is null).Select(a => $"{a.Key}={a.Value}").ToList();
        string text = (variables.Count > 0 ? $"|{variables.Count.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', variables)} " : "") + string.Join(' ', words);
        var mounts = await _runs.PlanMountsAsync(run, _state, _expander, cancel).ConfigureAwait(false);
        IEnumerable<string> key = ["RUN", .. words, "with", .. variables, "network", run.Network ?? (_request.NetworkMode.Length > 0 ? _request.NetworkMode : "default"), .. mounts.SelectMany(m => m.Key), .. run.Security == RunStep.Insecure ? [RunStep.Insecure] : Array.Empty<string>()];
        await CachedAsync(
            key, text, _state.Config,
            async () => await _runs.RunAsync(run, words, [.. variables, .. _arguments.Proxies().Select(p => $"{p.Key}={p.Value}")], mounts, _state, _output, cancel).ConfigureAwait(false),
            cancel, isTold: mounts.Count == 0).ConfigureAwait(false);
    }

    private async Task CopyAsync(Instruction.Copy copy, CancellationToken cancel)
    {
        using var scratch = new CopyScratch();
        var plan = await _copies.PlanAsync(copy, _state, _expander, scratch, cancel).ConfigureAwait(false);
        string digest = BuildCache.Key("files", plan.Fingerprints);
        string owner = copy.Options.Owner is { } o ? $"--chown={_expander.Expand(o, copy.Source.Line)} " : "";
        string text = Nop($" {copy.Source.Keyword} {owner}{plan.Origin}:{digest} in {_expander.Expand(copy.Target, copy.Source.Line)} ");
        await CachedAsync(["COPY", digest], text, _state.Config, async () => await _writer.WriteAsync(plan, _state, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
    }

    private string Nop(string text) => Nop(_state.Shell, text);

    private static string Nop(IEnumerable<string> shell, string text) => $"{string.Join(' ', shell)} #(nop){text}";

    /// <summary>The image that a step leads to: an earlier one, or a new one of what the work gives.</summary>
    /// <param name="key">All that decides it besides the image before it.</param>
    /// <param name="text">Its entry in the history.</param>
    /// <param name="config">The image's configuration after it.</param>
    /// <param name="work">What it does; null: nothing but the configuration.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="isTold">The history tells all that decides it, so that other images may have it.</param>
    private async Task CachedAsync(IEnumerable<string> key, string text, OciImageConfig config, Func<Task<StepContainer?>>? work, CancellationToken cancel, bool isTold = true)
    {
        string cacheKey = BuildCache.Key(_state.Id, key.Prepend(StepsVersion));
        if (_cached && _services.Cache.Find(cacheKey) is { } id && _services.Store.Find(id) is { } known)
        {
            _output.Write(" ---> Using cache\n");
            Become(known);
            return;
        }

        if (_cached && isTold && await FromSourcesAsync(text, config, cancel).ConfigureAwait(false) is { } taken)
        {
            _output.Write(" ---> Using cache\n");
            _services.Cache.Put(cacheKey, taken.Id);
            Become(taken);
            return;
        }

        // What follows a step that was done anew has another parent, and so another key.
        var container = work is null ? null : await work().ConfigureAwait(false);
        try
        {
            var image = await _services.Store.CommitAsync(
                new ImageCommit
                {
                    Parent = _state.Parent,
                    Snapshot = container?.Id,
                    UseUp = true,   // the container goes right after
                    MountPoints = container?.MountPoints ?? [],
                    Config = config,
                    Author = _state.Author,
                    Platform = _state.Platform,
                    History = new OciHistory { Created = _services.Time.GetUtcNow(), CreatedBy = text, EmptyLayer = container is null },
                },
                cancel).ConfigureAwait(false);
            _services.Cache.Put(cacheKey, image.Id);
            Become(image);
        }
        finally
        {
            if (container is not null) await container.DisposeAsync().ConfigureAwait(false);
        }

        if (container is { HasRun: true }) _output.Write($" ---> Removed intermediate container {container.Id[..12]}\n");
    }

    /// <summary>The step as one of the images that the caller allowed has it.</summary>
    private async Task<StoredImage?> FromSourcesAsync(string text, OciImageConfig config, CancellationToken cancel)
    {
        if (_request.CacheFrom.Count == 0 || _sources.Find(_state.Parent is { } parent ? _services.Store.Get(parent).Image : new OciImage(), text) is not { } found) return null;
        var commit = new ImageCommit
        {
            Parent = _state.Parent,
            Layer = found.Layer is { } index ? (found.Image, index) : null,
            Config = config,
            Author = _state.Author,
            Platform = _state.Platform,
            History = new OciHistory { Created = _services.Time.GetUtcNow(), CreatedBy = text, EmptyLayer = found.Layer is null },
        };
        return await _services.Store.CommitAsync(commit, cancel).ConfigureAwait(false);
    }

    private void Become(StoredImage image) => _state = BaseImages.StateOf(image) with { Author = _state.Author, HasCommand = _state.HasCommand };
}
