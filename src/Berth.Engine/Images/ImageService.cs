using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>The waist's images: the store's, with what containers make of them, and events.</summary>
internal sealed class ImageService(EngineParts parts, ContainerCommitter committer) : IImages
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageSummary>> ListAsync(ImageListOptions options, CancellationToken cancel = default) =>
        Task.FromResult(new ImageListing(parts).List(options));

    /// <inheritdoc/>
    public Task<ImageInspect> InspectAsync(string name, string? platform = null, bool manifests = false, CancellationToken cancel = default) =>
        Task.FromResult(Guard(() => ImageViews.Inspect(parts.Images.Get(name))));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageHistoryItem>> HistoryAsync(string name, string? platform = null, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ImageHistoryItem>>(Guard(() => parts.Images.History(name).Select(entry => new ImageHistoryItem
        {
            Id = entry.Id,
            Created = entry.Created?.ToUnixTimeSeconds() ?? 0,
            CreatedBy = entry.CreatedBy,
            Tags = entry.Tags.Count > 0 ? entry.Tags : null,
            Size = entry.Size,
            Comment = entry.Comment,
        }).ToArray()));

    /// <inheritdoc/>
    public async Task PullAsync(ImagePullRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        try
        {
            var name = ImageReferences.WithTag(request.FromImage, request.Tag);
            var options = new PullOptions
            {
                Credential = Credentials.Of(request.RegistryAuth),
                Platform = request.Platform is { Length: > 0 } platform ? Berth.Images.OciPlatform.Parse(platform) : null,
            };
            await parts.Images.PullAsync(name, options, new ProgressRelay(progress), cancel).ConfigureAwait(false);
            Publish("pull", name.Familiar, name.FamiliarName);
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    /// <inheritdoc/>
    public async Task PushAsync(ImagePushRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        try
        {
            var names = request.Tag.Length > 0
                ? [ImageReferences.WithTag(request.Name, request.Tag)]
                : ImageReferences.AllOf(parts.Images, request.Name);
            foreach (var name in names)
            {
                progress.Report(new ProgressMessage { Status = $"The push refers to repository [{name.Name}]" });
                var pushed = await parts.Images.PushAsync(name, Credentials.Of(request.RegistryAuth), new ProgressRelay(progress), cancel).ConfigureAwait(false);
                progress.Report(new ProgressMessage
                {
                    Status = FormattableString.Invariant($"{pushed.Tag}: digest: {pushed.Digest} size: {pushed.Size}"),
                });
                progress.Report(new ProgressMessage { Aux = AuxJson.Pushed(pushed.Tag, pushed.Digest.Value, pushed.Size) });
                Publish("push", name.Familiar, name.FamiliarName);
            }
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    /// <inheritdoc/>
    public Task TagAsync(string name, string repository, string tag, CancellationToken cancel = default)
    {
        Guard(() =>
        {
            var image = parts.Images.Get(name);
            var reference = ImageReferences.WithTag(repository, tag);
            parts.Images.Tag(image.Id, reference);
            Publish("tag", image.Id, reference.Familiar);
            return true;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageDeleteItem>> RemoveAsync(string name, bool force = false, bool noPrune = false, CancellationToken cancel = default)
    {
        var removed = Guard(() =>
        {
            var image = parts.Images.Get(name);
            var removals = parts.Images.Remove(name, new ImageRemoveOptions { Force = force, KeepParents = noPrune, Users = UsersOf });
            Tell(removals, image.Id);
            return removals;
        });
        return Task.FromResult<IReadOnlyList<ImageDeleteItem>>([.. removed.Select(Show)]);
    }

    /// <inheritdoc/>
    public Task<ImagesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) => Task.Run(
        () => Guard(() =>
        {
            filters.Validate("dangling", "until", "label", "label!");
            bool dangling = filters.GetBool("dangling", true);
            var until = PruneFilters.Until(filters, parts.Time);
            var pruned = parts.Images.Prune(
                image => (!dangling || image.RepoTags.Count == 0)
                    && (image.Image.Created ?? DateTimeOffset.MinValue) < until
                    && PruneFilters.MatchesLabels(filters, image.Image.Config?.Labels),
                UsersOf);
            Tell(pruned.Removed, "");
            return new ImagesPruneReport
            {
                ImagesDeleted = pruned.Removed.Count > 0 ? [.. pruned.Removed.Select(Show)] : null, SpaceReclaimed = pruned.Reclaimed,
            };
        }),
        cancel);

    /// <inheritdoc/>
    public async Task SaveAsync(IReadOnlyList<string> names, Stream destination, string? platform = null, CancellationToken cancel = default)
    {
        try
        {
            await parts.Images.SaveAsync(names, destination, cancel).ConfigureAwait(false);
            foreach (string name in names)
            {
                Publish("save", parts.Images.Find(name)?.Id ?? name, name);
            }
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    /// <inheritdoc/>
    public async Task LoadAsync(
        Stream archive, IProgress<ProgressMessage> progress, bool quiet = false, string? platform = null, CancellationToken cancel = default)
    {
        try
        {
            var relay = quiet ? null : new ProgressRelay(progress);
            foreach (string line in await parts.Images.LoadAsync(archive, relay, cancel).ConfigureAwait(false))
            {
                progress.Report(new ProgressMessage { Stream = line + "\n" });
                string name = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
                Publish("load", parts.Images.Find(name)?.Id ?? name, name);
            }
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    /// <inheritdoc/>
    public async Task ImportAsync(ImageImportRequest request, Stream? content, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        try
        {
            var config = ImageConfigs.FromContainer(ConfigChanges.Apply(new ContainerConfig(), request.Changes));
            var import = new ImageImport
            {
                Name = request.Repository.Length > 0 ? ImageReferences.WithTag(request.Repository, request.Tag) : null,
                Comment = request.Message.Length > 0 ? request.Message : $"Imported from {request.Source}",
                Config = config,
                Platform = request.Platform is { Length: > 0 } platform ? Berth.Images.OciPlatform.Parse(platform) : null,
            };
            using var client = new HttpClient();
            var source = request.Source is "-" or "" ? content ?? Stream.Null : await OpenUrlAsync(client, request.Source, cancel).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                var image = await parts.Images.ImportAsync(source, import, cancel).ConfigureAwait(false);
                progress.Report(new ProgressMessage { Status = image.Id });
                Publish("import", image.Id, image.Id);
            }
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageSearchResult>> SearchAsync(ImageSearchRequest request, CancellationToken cancel = default) =>
        ImageSearch.FindAsync(parts.Images, request, cancel);

    /// <inheritdoc/>
    public Task<string> CommitAsync(ImageCommitRequest request, CancellationToken cancel = default) => committer.CommitAsync(request, cancel);

    /// <inheritdoc/>
    public async Task<DistributionInspect> DistributionAsync(string name, AuthConfig? registryAuth = null, CancellationToken cancel = default)
    {
        try
        {
            var found = await parts.Images.AskAsync(ImageReference.Parse(name), Credentials.Of(registryAuth), cancel).ConfigureAwait(false);
            return new DistributionInspect
            {
                Descriptor = new Berth.Docker.OciDescriptor { MediaType = found.MediaType, Digest = found.Digest.Value, Size = found.Size },
                Platforms = [.. found.Platforms.Select(platform => new Berth.Docker.OciPlatform { Architecture = platform.Architecture, Os = platform.Os, OsVersion = platform.OsVersion, Variant = platform.Variant })],
            };
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    /// <summary>The containers that use an image.</summary>
    public IReadOnlyList<ImageUse> UsersOf(string imageId) =>
    [
        .. parts.Containers.All()
            .Where(container => container.Record.ImageId == imageId || container.Record.Mounts.Any(mount => mount.Type == "image" && mount.Source == imageId))
            .Select(container => new ImageUse(container.Id, container.Life.IsSupervised)),
    ];

    private static async Task<Stream> OpenUrlAsync(HttpClient client, string url, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid source {url}");
        }

        try
        {
            return await client.GetStreamAsync(address, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new DockerException(DockerErrorKind.System, $"could not get {url}: {e.Message}", e);
        }
    }

    private void Tell(IReadOnlyList<ImageRemoval> removals, string imageId)
    {
        foreach (var removal in removals)
        {
            string id = removal.Deleted ?? imageId;
            Publish(removal.Deleted is null ? "untag" : "delete", id, id);
        }
    }

    private void Publish(string action, string id, string name) =>
        ImageEvents.Publish(parts.Events, action, id, parts.Images.Find(id), name);

    private static ImageDeleteItem Show(ImageRemoval removal) => new() { Untagged = removal.Untagged, Deleted = removal.Deleted };

    private static T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }
}
