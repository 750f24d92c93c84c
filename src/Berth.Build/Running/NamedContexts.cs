using Berth.Docker;
using Berth.Images;
using OciPlatform = Berth.Images.OciPlatform;

namespace Berth.Build;

/// <summary>The contexts that a build was given by name: images, repositories, addresses, folders that came with the request. Each is had once, when it is first asked for.</summary>
internal sealed class NamedContexts : IDisposable
{
    private const string Latest = ":latest";

    private readonly BuildServices _services;
    private readonly SourceTree _carrier;
    private readonly OciPlatform _platform;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<CopyOrigin>> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<ImageState>> _images = new(StringComparer.Ordinal);
    private readonly CopyScratch _trees = new();
    private readonly Lock _gate = new();

    /// <summary>The contexts of a request.</summary>
    /// <param name="services">What the build works with.</param>
    /// <param name="request">Names and values.</param>
    /// <param name="carrier">The request's archive: folders of contexts are taken out of it.</param>
    /// <param name="platform">What is built for.</param>
    /// <exception cref="DockerfileException">A value is of no kind.</exception>
    public NamedContexts(BuildServices services, BuildRequest request, SourceTree carrier, OciPlatform platform)
    {
        (_services, _carrier, _platform) = (services, carrier, platform);
        foreach (var (name, value) in request.Contexts)
        {
            bool isKnown = value.StartsWith(NamedContext.Image, StringComparison.Ordinal) || value.StartsWith(NamedContext.Carried, StringComparison.Ordinal) || NamedContext.IsRemote(value);
            if (!isKnown) throw new DockerfileException(0, $"build context {name}: \"{value}\" is neither {NamedContext.Image}NAME nor an address");
            _values[Normal(name)] = value;
            if (value.StartsWith(NamedContext.Carried, StringComparison.Ordinal)) _origins[Normal(name)] = Task.FromResult(new CopyOrigin(null, TakeOut(value)));
        }
    }

    /// <summary>There is one of the name; <c>NAME:latest</c> and <c>docker.io/library/NAME</c> are NAME.</summary>
    public bool Has(string name) => _values.ContainsKey(Normal(name));

    /// <summary>One as what files are copied from.</summary>
    public Task<CopyOrigin> OriginAsync(string name, BaseImages images, StageOutput output, CancellationToken cancel)
    {
        lock (_gate)
        {
            string key = Normal(name);
            if (!_origins.TryGetValue(key, out var task)) _origins[key] = task = FindAsync(key, images, output, cancel);
            return task;
        }
    }

    /// <summary>One as an image: files become a layer of their own.</summary>
    public Task<ImageState> ImageAsync(string name, BaseImages images, StageOutput output, CancellationToken cancel)
    {
        lock (_gate)
        {
            string key = Normal(name);
            if (!_images.TryGetValue(key, out var task)) _images[key] = task = MadeAsync(key, images, output, cancel);
            return task;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _trees.Dispose();

    /// <summary>Names are compared as references, as far as they are such.</summary>
    private static string Normal(string name)
    {
        string lower = name.ToLowerInvariant();
        try
        {
            string familiar = ImageReference.Parse(lower).Familiar;
            return familiar.EndsWith(Latest, StringComparison.Ordinal) ? familiar[..^Latest.Length] : familiar;
        }
        catch (ImageException)
        {
            return lower;
        }
    }

    private SourceTree TakeOut(string value)
    {
        var tree = _carrier.TakeOut(SourceTree.Clean(value[NamedContext.Carried.Length..]));
        tree.Ignore("");
        return tree;
    }

    private async Task<CopyOrigin> FindAsync(string name, BaseImages images, StageOutput output, CancellationToken cancel)
    {
        string value = _values[name];
        if (value.StartsWith(NamedContext.Image, StringComparison.Ordinal))
        {
            return new CopyOrigin(await images.GetAsync(value[NamedContext.Image.Length..], null, output, cancel).ConfigureAwait(false), null);
        }

        var tree = await new ContextReader(_services.Scratch, _services.Programs).FetchAsync(value, cancel).ConfigureAwait(false);
        lock (_gate) _trees.Keep(tree);
        return new CopyOrigin(null, tree);
    }

    private async Task<ImageState> MadeAsync(string name, BaseImages images, StageOutput output, CancellationToken cancel)
    {
        var origin = await OriginAsync(name, images, output, cancel).ConfigureAwait(false);
        if (origin.Image is { } image) return image;
        var plan = new CopyPlan("/", isFolder: true, null, isOurs: true, mode => mode, []);
        plan.Add(new CopySource(origin.Tree!, "", ""));
        string key = BuildCache.Key("", plan.Fingerprints.Prepend("context " + _platform));
        if (_services.Cache.Find(key) is { } id && _services.Store.Find(id) is { } known) return BaseImages.StateOf(known);
        var scratch = ImageState.Scratch(_platform);
        await using var container = await new CopyWriter(_services.Containers).WriteAsync(plan, scratch, cancel).ConfigureAwait(false);
        var made = await _services.Store.CommitAsync(
            new ImageCommit
            {
                Snapshot = container.Id,
                UseUp = true,
                Config = scratch.Config with { WorkingDir = "/" },
                Platform = _platform,
                History = new OciHistory { Created = _services.Time.GetUtcNow(), CreatedBy = "CONTEXT " + name },
            },
            cancel).ConfigureAwait(false);
        _services.Cache.Put(key, made.Id);
        return BaseImages.StateOf(made);
    }
}
