namespace Berth.Images;

/// <summary>Brings images from registries into the store.</summary>
internal sealed class ImagePuller(PullServices services)
{
    private const int LongestConfig = 16 << 20;

    /// <summary>Pulls a name; mirrors first, then the registry, whose failure is the one told.</summary>
    public async Task<PullResult> PullAsync(ImageReference name, PullOptions options, ProgressFan progress, CancellationToken cancel)
    {
        name = name.WithDefaultTag();
        if (name.Digest is { } wanted && Held(name, wanted, options) is { } held)
        {
            Tell(name, progress);
            return Finish(name, wanted, held, changed: false, progress);
        }

        return await services.Registry.AskAsync(name, endpoint => PullFromAsync(endpoint, name, options, progress, cancel)).ConfigureAwait(false);
    }

    private async Task<PullResult> PullFromAsync(RegistryEndpoint endpoint, ImageReference name, PullOptions options, ProgressFan progress, CancellationToken cancel)
    {
        var client = new RepositoryClient(services.Registry, endpoint, name.Path, endpoint.IsMirror ? null : options.Credential, "pull"); // a credential is for the registry alone
        Digest? digest = name.Digest ?? await services.Registry.Retry.RunAsync(again => client.HeadManifestAsync(name.Tag!, again), cancel).ConfigureAwait(false);
        if (digest is not null && Held(name, digest, options) is { } held)
        {
            Tell(name, progress);
            return Finish(name, digest, held, changed: false, progress);
        }

        (byte[] content, Digest told) = await client.GetManifestAsync(digest?.Value ?? name.Tag!, cancel).ConfigureAwait(false);
        Tell(name, progress);
        (byte[] bytes, OciManifest manifest) = await ChooseAsync(client, content, options, cancel).ConfigureAwait(false);
        using ImageDatabase.Lease lease = services.Registrar.Hold();
        (ImageRecord record, bool changed) = await BringAsync(client, bytes, manifest, options, lease, progress, cancel).ConfigureAwait(false);
        services.Registrar.Register(record, NamesOf(name, told));
        return Finish(name, told, record.Id, changed, progress);
    }

    // Nothing is told before the image is found: up to then a failure is an answer of its own, with its own status.
    private static void Tell(ImageReference name, ProgressFan progress) => progress.Report(name.Digest?.Value ?? name.Tag!, "Pulling from " + FamiliarPath(name));

    /// <summary>The manifest for the platform: the one given, or one out of an index.</summary>
    private static async Task<(byte[] Content, OciManifest Manifest)> ChooseAsync(RepositoryClient client, byte[] content, PullOptions options, CancellationToken cancel)
    {
        OciManifest manifest = OciJson.ReadManifest(content, "manifest");
        OciPlatform platform = options.Platform ?? OciPlatform.Host;
        if (!manifest.IsIndex)
        {
            return (content, manifest);
        }

        OciDescriptor chosen = manifest.Manifests!
            .Where(d => d.Platform is null || platform.Rank(d.Platform) > 0)
            .OrderByDescending(d => d.Platform is null ? 0 : platform.Rank(d.Platform))
            .FirstOrDefault(d => d.ArtifactType is null)
            ?? throw new RegistryException(ImageErrorKind.NotFound, $"no matching manifest for {platform} in the manifest list entries");
        (content, _) = await client.GetManifestAsync(chosen.Digest, cancel).ConfigureAwait(false);
        return (content, OciJson.ReadManifest(content, "manifest " + chosen.Digest));
    }

    private async Task<(ImageRecord Record, bool Changed)> BringAsync(RepositoryClient client, byte[] bytes, OciManifest manifest, PullOptions options, ImageDatabase.Lease lease, ProgressFan progress, CancellationToken cancel)
    {
        OciDescriptor config = manifest.Config ?? throw new ImageException(ImageErrorKind.Invalid, manifest.SchemaVersion == 1
            ? "the image has a manifest of schema 1, which is no longer supported: it must be pushed again by a newer program"
            : "the manifest has no configuration");
        if (!MediaTypes.IsImageConfig(config.MediaType))
        {
            throw new ImageException(ImageErrorKind.Invalid, $"unsupported media type {config.MediaType}: not a container image");
        }

        lease.Add(config.Digest, Digest.Of(bytes).Value);
        var id = Digest.Parse(config.Digest);
        byte[] json = services.Content.Has(id) ? services.Content.Read(id, LongestConfig) : await client.GetBlobAsync(config, LongestConfig, cancel).ConfigureAwait(false);
        OciImage image = OciJson.ReadImage(json, "image configuration " + config.Digest);
        CheckPlatform(image, options);
        IReadOnlyList<OciDescriptor> blobs = manifest.Layers ?? [];
        IReadOnlyList<string> diffIds = image.RootFs?.DiffIds ?? [];
        if (diffIds.Count != blobs.Count)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"the image's configuration has {diffIds.Count} layers, its manifest {blobs.Count}");
        }

        (IReadOnlyList<LayerInfo> layers, bool changed) = await services.Fetcher.BringAllAsync(client, blobs, diffIds, lease, progress, cancel).ConfigureAwait(false);
        services.Content.Write(json);
        return (new ImageRecord
        {
            Id = id.Value,
            Manifest = services.Content.Write(bytes).Value,
            Layers = [.. layers.Select((l, i) => new ImageLayer { Key = l.Key, Blob = blobs[i].Digest, MediaType = blobs[i].MediaType })],
        }, changed || services.Database.Find(id.Value) is null);
    }

    private static void CheckPlatform(OciImage image, PullOptions options)
    {
        var offered = new OciPlatform { Os = image.Os, Architecture = image.Architecture, Variant = image.Variant };
        if (options.Platform is { } wanted && wanted.Rank(offered) == 0)
        {
            throw new ImageException(ImageErrorKind.NotFound, $"the image was found but its platform ({offered}) does not match the specified platform ({wanted})");
        }
    }

    /// <summary>The image of a digest that is here already, whole and for the platform; its tag is set. Null where there is none.</summary>
    private string? Held(ImageReference name, Digest digest, PullOptions options)
    {
        lock (services.Database.Gate)
        {
            string? id = services.Database.Names.GetValueOrDefault(name.WithDigest(digest).ToString());
            if (id is null || services.Database.Find(id) is not { } entry)
            {
                return null;
            }

            var offered = new OciPlatform { Os = entry.Image.Os, Architecture = entry.Image.Architecture, Variant = entry.Image.Variant };
            if ((options.Platform ?? OciPlatform.Host).Rank(offered) == 0)
            {
                return null;
            }

            ImageReference[] missing = [.. NamesOf(name, digest).Where(n => services.Database.Names.GetValueOrDefault(n.ToString()) != id)];
            if (missing.Length > 0)
            {
                services.Registrar.Name(id, missing);
            }

            return id;
        }
    }

    private PullResult Finish(ImageReference name, Digest digest, string id, bool changed, ProgressFan progress)
    {
        progress.Report("", "Digest: " + digest);
        progress.Report("", (changed ? "Status: Downloaded newer image for " : "Status: Image is up to date for ") + name.Familiar);
        return new PullResult(services.Views.Find(id) ?? throw ImageNames.Unknown(id), digest, changed);
    }

    private static IEnumerable<ImageReference> NamesOf(ImageReference name, Digest digest) =>
        name.Digest is null ? [name, name.WithDigest(digest)] : [name.WithDigest(digest)];

    private static string FamiliarPath(ImageReference name) => name.Path;
}
