using System.Text.Json;

namespace Berth.Images;

/// <summary>Reads image archives into the store: docker-archives of all ages, OCI layouts, and archives that are both.</summary>
internal sealed class ArchiveLoader(ContentStore content, LayerStore layers, LayerInstaller installer, ImageRegistrar registrar)
{
    private const int LongestJson = 16 << 20;
    private const int DeepestIndex = 8;

    /// <summary>Loads all images of an archive; gives Docker's line for each. Where one of them is bad, none is named.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(Stream archive, ProgressFan progress, CancellationToken cancel)
    {
        using ArchiveMembers members = await Task.Factory.StartNew(
            () => ArchiveMembers.Read(new BlockingReader(archive, cancel), content, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        using ImageDatabase.Lease lease = registrar.Hold();
        List<FoundImage> found = Find(members);
        var records = new List<(ImageRecord Record, FoundImage Image)>();
        foreach (FoundImage image in found)
        {
            records.Add((await InstallAsync(image, lease, progress, cancel).ConfigureAwait(false), image));
        }

        var lines = new List<string>();
        foreach ((ImageRecord record, FoundImage image) in records)
        {
            registrar.Register(record, image.Names);
            lines.AddRange(image.Names.Count > 0 ? image.Names.Select(n => "Loaded image: " + n.Familiar) : ["Loaded image ID: " + record.Id]);
        }

        return lines;
    }

    private static List<FoundImage> Find(ArchiveMembers members)
    {
        if (members.Find("manifest.json") is { } docker)
        {
            return FindDocker(members, docker);
        }

        if (members.Find("index.json") is { } oci)
        {
            var found = new List<FoundImage>();
            FindOci(members, OciJson.ReadManifest(oci.ReadAll(LongestJson), "index.json"), null, DeepestIndex, found);
            return found.Count > 0 ? found : throw new ImageException(ImageErrorKind.Invalid, $"invalid archive: no image for {OciPlatform.Host} in it");
        }

        throw new ImageException(ImageErrorKind.Invalid, "invalid archive: it has neither manifest.json nor index.json");
    }

    private static List<FoundImage> FindDocker(ArchiveMembers members, BlobSpool manifest)
    {
        List<ArchiveManifest>? listed;
        try
        {
            listed = JsonSerializer.Deserialize(manifest.ReadAll(LongestJson), ArchiveJson.Default.ListArchiveManifest);
        }
        catch (JsonException e)
        {
            throw new ImageException(ImageErrorKind.Invalid, "invalid archive: manifest.json: " + e.Message, e);
        }

        return [.. (listed ?? []).Select(m => new FoundImage(
            members.Get(m.Config),
            [.. m.Layers.Select(members.Get)],
            null,
            [.. (m.RepoTags ?? []).Select(t => ImageReference.Parse(t).WithDefaultTag())]))];
    }

    private static void FindOci(ArchiveMembers members, OciManifest index, string? name, int depth, List<FoundImage> found)
    {
        bool chooses = name is not null || depth < DeepestIndex;
        IEnumerable<OciDescriptor> chosen = index.Manifests ?? [];
        if (chooses)
        {
            // The same image for several platforms: ours.
            chosen = chosen.Where(d => d.Platform is null || OciPlatform.Host.Rank(d.Platform) > 0)
                .OrderByDescending(d => d.Platform is null ? 0 : OciPlatform.Host.Rank(d.Platform)).Take(1);
        }

        foreach (OciDescriptor descriptor in chosen)
        {
            string? own = Name(descriptor) ?? name;
            if (depth == 0 || members.Find(MemberOf(descriptor.Digest)) is not { } spool)
            {
                continue; // another platform's, left out when the archive was made
            }

            byte[] json = Proven(spool, descriptor.Digest).ReadAll(LongestJson);
            OciManifest manifest = OciJson.ReadManifest(json, "manifest " + descriptor.Digest);
            if (manifest.IsIndex)
            {
                FindOci(members, manifest, own, depth - 1, found);
            }
            else if (manifest.Config is { } config && MediaTypes.IsImageConfig(config.MediaType))
            {
                found.Add(new FoundImage(
                    Proven(members.Get(MemberOf(config.Digest)), config.Digest),
                    [.. (manifest.Layers ?? []).Select(l => Proven(members.Get(MemberOf(l.Digest)), l.Digest))],
                    spool,
                    own is null ? [] : [ImageReference.Parse(own).WithDefaultTag()]));
            }
        }
    }

    private static string? Name(OciDescriptor descriptor)
    {
        if (descriptor.Annotations is not { } notes)
        {
            return null;
        }

        // The second is a whole name or only a tag: a tag alone names nothing.
        string? name = notes.GetValueOrDefault("io.containerd.image.name") ?? notes.GetValueOrDefault("org.opencontainers.image.ref.name");
        return name is not null && (name.Contains('/', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)) && ImageReference.TryParse(name, out _) ? name : null;
    }

    private static string MemberOf(string digest) => Digest.Parse(digest) is var d ? $"blobs/{d.Algorithm}/{d.Hex}" : "";

    private static BlobSpool Proven(BlobSpool spool, string digest) => spool.Digest.Value == digest
        ? spool
        : throw new ImageException(ImageErrorKind.Corrupt, $"invalid archive: content of blob {digest} is damaged: its digest is {spool.Digest}");

    private async Task<ImageRecord> InstallAsync(FoundImage image, ImageDatabase.Lease lease, ProgressFan progress, CancellationToken cancel)
    {
        byte[] config = image.Config.ReadAll(LongestJson);
        OciImage parsed = OciJson.ReadImage(config, "image configuration " + image.Config.Digest);
        IReadOnlyList<string> diffIds = parsed.RootFs?.DiffIds ?? [];
        if (diffIds.Count != image.Layers.Count)
        {
            throw new ImageException(ImageErrorKind.Invalid, $"invalid manifest, layers length mismatch: expected {diffIds.Count}, got {image.Layers.Count}");
        }

        var sources = new List<LayerSource>();
        Digest? chain = null;
        for (int i = 0; i < diffIds.Count; i++)
        {
            var diffId = Digest.Parse(diffIds[i]);
            chain = LayerStore.ChainOf(chain, diffId);
            lease.Add(chain.Hex, diffId.Hex, image.Layers[i].Digest.Value);
            sources.Add(Source(image.Layers[i], diffId, chain, progress));
        }

        lease.Add(image.Config.Digest.Value, image.Manifest?.Digest.Value ?? image.Config.Digest.Value);
        IReadOnlyList<LayerInfo> made = await installer.InstallAllAsync(sources, cancel).ConfigureAwait(false);
        foreach (BlobSpool layer in image.Layers.Where(l => !content.Has(l.Digest)).DistinctBy(l => l.Digest))
        {
            layer.Keep();
        }

        Digest id = content.Write(config);
        return new ImageRecord
        {
            Id = id.Value,
            Manifest = image.Manifest is null ? null : content.Write(image.Manifest.ReadAll(LongestJson)).Value,
            Layers = [.. made.Select((l, i) => new ImageLayer { Key = l.Key, Blob = image.Layers[i].Digest.Value })],
        };
    }

    private LayerSource Source(BlobSpool blob, Digest diffId, Digest chain, ProgressFan progress)
    {
        LayerSource source = null!;
        source = new LayerSource(diffId, chain, (lower, cancel) =>
        {
            if (layers.Find(diffId, chain) is { } there)
            {
                return Task.FromResult(there);
            }

            var counted = new CountingStream(blob.OpenRead(), at => progress.Report(diffId.Short, "Loading layer", at, blob.Length));
            return installer.InstallAsync(counted, source, lower, cancel);
        });
        return source;
    }

    /// <summary>An image in an archive: its configuration, its layers' blobs, its manifest where it has one, its names.</summary>
    private sealed record FoundImage(BlobSpool Config, IReadOnlyList<BlobSpool> Layers, BlobSpool? Manifest, IReadOnlyList<ImageReference> Names);
}
