using System.Text;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>The images of a <see cref="FakeEngine"/>. A pull finds what <see cref="Remote"/> has.</summary>
public sealed class FakeImages : IImages
{
    private readonly FakeEngine _engine;
    private readonly Lock _lock = new();
    private readonly List<ImageInspect> _all = [];

    internal FakeImages(FakeEngine engine) => _engine = engine;

    /// <summary>The names that a registry has.</summary>
    public HashSet<string> Remote { get; } = [];

    /// <summary>The credentials that pulls and pushes came with.</summary>
    public List<AuthConfig?> Credentials { get; } = [];

    /// <summary>Adds an image.</summary>
    public ImageInspect Add(string name, ImageConfig? config = null)
    {
        var image = new ImageInspect
        {
            Id = "sha256:" + FakeEngine.NewId(),
            RepoTags = [Full(name)],
            Created = _engine.Now(),
            Architecture = "amd64",
            Os = "linux",
            Size = 1000,
            Metadata = new ImageMetadata { LastTagTime = _engine.Now() },
            Config = config ?? new ImageConfig { Cmd = ["sleep"] },
        };
        lock (_lock)
        {
            _all.Add(image);
        }

        return image;
    }

    /// <summary>An image by name, id or a prefix of that; null when there is none.</summary>
    public ImageInspect? Find(string name)
    {
        lock (_lock)
        {
            return _all.Find(i => i.RepoTags.Contains(Full(name)) || i.Id == name || (name.Length > 3 && i.Id["sha256:".Length..].StartsWith(name, StringComparison.Ordinal)));
        }
    }

    public Task<IReadOnlyList<ImageSummary>> ListAsync(ImageListOptions options, CancellationToken cancel = default)
    {
        options.Filters.Validate("before", "dangling", "label", "reference", "since", "until");
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ImageSummary>>(
            [
                .. from i in Enumerable.Reverse(_all)
                   where options.Filters.MatchesLabels("label", i.Config?.Labels)
                   select new ImageSummary { Id = i.Id, RepoTags = i.RepoTags, Size = i.Size, SharedSize = -1, Containers = -1, Labels = i.Config?.Labels, Created = 1700000000 },
            ]);
        }
    }

    public Task<ImageInspect> InspectAsync(string name, string? platform = null, bool manifests = false, CancellationToken cancel = default) =>
        Task.FromResult(Required(name));

    public Task<IReadOnlyList<ImageHistoryItem>> HistoryAsync(string name, string? platform = null, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ImageHistoryItem>>([new ImageHistoryItem { Id = Required(name).Id, CreatedBy = "fake", Size = 1000 }]);

    public Task PullAsync(ImagePullRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        Credentials.Add(request.RegistryAuth);
        var name = Full(request.Tag.Length > 0 ? $"{request.FromImage}:{request.Tag}" : request.FromImage);
        if (request.FromImage.StartsWith("denied/", StringComparison.Ordinal))
        {
            throw FakeEngine.NotFound($"pull access denied for {request.FromImage}, repository does not exist or may require 'docker login': denied");
        }

        progress.Report(new ProgressMessage { Status = "Pulling from " + request.FromImage, Id = name[(name.LastIndexOf(':') + 1)..] });
        if (!Remote.Contains(name))
        {
            throw FakeEngine.NotFound($"manifest for {name} not found: manifest unknown: manifest unknown");
        }

        progress.Report(new ProgressMessage { Status = "Downloading", Id = "0123456789ab", ProgressDetail = new ProgressDetail { Current = 5, Total = 10 }, Progress = "[=>  ]" });
        progress.Report(new ProgressMessage { Status = "Pull complete", Id = "0123456789ab", ProgressDetail = new ProgressDetail() });
        progress.Report(new ProgressMessage { Status = "Status: Downloaded newer image for " + name });
        Add(name);
        return Task.CompletedTask;
    }

    public Task PushAsync(ImagePushRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        Credentials.Add(request.RegistryAuth);
        progress.Report(new ProgressMessage { Status = $"The push refers to repository [{request.Name}]" });
        Required(request.Name + ":" + request.Tag);
        progress.Report(new ProgressMessage { Aux = JsonDocument.Parse("{\"Tag\":\"latest\",\"Digest\":\"sha256:0\",\"Size\":1}").RootElement });
        return Task.CompletedTask;
    }

    public Task TagAsync(string name, string repository, string tag, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            var index = _all.IndexOf(Required(name));
            _all[index] = _all[index] with { RepoTags = [.. _all[index].RepoTags, Full(tag.Length > 0 ? $"{repository}:{tag}" : repository)] };
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ImageDeleteItem>> RemoveAsync(string name, bool force = false, bool noPrune = false, CancellationToken cancel = default)
    {
        var image = Required(name);
        if (!force && _engine.Containers.All.FirstOrDefault(c => Find(c.Request.Config.Image) == image) is { } user)
        {
            throw FakeEngine.Conflict($"conflict: unable to remove repository reference \"{name}\" (must force) - container {user.Id[..12]} is using its referenced image {image.Id[7..19]}");
        }

        lock (_lock)
        {
            _all.Remove(image);
        }

        return Task.FromResult<IReadOnlyList<ImageDeleteItem>>(
            [.. image.RepoTags.Select(t => new ImageDeleteItem { Untagged = t }), new ImageDeleteItem { Deleted = image.Id }]);
    }

    public Task<ImagesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default)
    {
        filters.Validate("dangling", "label", "label!", "until");
        return Task.FromResult(new ImagesPruneReport());
    }

    public async Task SaveAsync(IReadOnlyList<string> names, Stream destination, string? platform = null, CancellationToken cancel = default)
    {
        foreach (var name in names)
        {
            Required(name);
        }

        await destination.WriteAsync(Encoding.UTF8.GetBytes(string.Join(',', names) + "@" + platform), cancel);
    }

    public async Task LoadAsync(
        Stream archive, IProgress<ProgressMessage> progress, bool quiet = false, string? platform = null, CancellationToken cancel = default)
    {
        using var reader = new StreamReader(archive, leaveOpen: true);
        var name = (await reader.ReadToEndAsync(cancel)).Trim();
        Add(name);
        progress.Report(new ProgressMessage { Stream = $"Loaded image: {name}\n" });
    }

    public Task ImportAsync(ImageImportRequest request, Stream? content, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        progress.Report(new ProgressMessage { Status = Add(request.Repository + ":" + (request.Tag.Length > 0 ? request.Tag : "latest")).Id });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ImageSearchResult>> SearchAsync(ImageSearchRequest request, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ImageSearchResult>>([.. Remote.Where(n => n.Contains(request.Term, StringComparison.Ordinal)).Select(n => new ImageSearchResult { Name = n })]);

    public Task<string> CommitAsync(ImageCommitRequest request, CancellationToken cancel = default)
    {
        _engine.Containers.Find(request.Container);
        return Task.FromResult(Add(request.Repository + ":" + (request.Tag.Length > 0 ? request.Tag : "latest")).Id);
    }

    public Task<DistributionInspect> DistributionAsync(string name, AuthConfig? registryAuth = null, CancellationToken cancel = default) =>
        Task.FromResult(new DistributionInspect
        {
            Descriptor = new OciDescriptor { Digest = "sha256:0", Size = 1 },
            Platforms = [new OciPlatform { Os = "linux", Architecture = "amd64" }],
        });

    /// <summary>A name as users see it, with its tag.</summary>
    internal static string Full(string name)
    {
        name = name.StartsWith("docker.io/", StringComparison.Ordinal) ? name["docker.io/".Length..] : name;
        name = name.StartsWith("library/", StringComparison.Ordinal) ? name["library/".Length..] : name;
        return name.LastIndexOf(':') > name.LastIndexOf('/') ? name : name + ":latest";
    }

    private ImageInspect Required(string name) => Find(name) ?? throw FakeEngine.NotFound("No such image: " + Full(name));
}
