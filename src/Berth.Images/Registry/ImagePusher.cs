namespace Berth.Images;

/// <summary>Sends images to registries: what they lack, a few layers at the same time, then the manifest.</summary>
internal sealed class ImagePusher(PushServices services, int parallel)
{
    private const int LongestJson = 16 << 20;

    /// <summary>Pushes the image of a name under that name.</summary>
    public async Task<PushResult> PushAsync(ImageReference name, RegistryCredential? credential, ProgressFan progress, CancellationToken cancel)
    {
        name = name.WithDefaultTag();
        if (name.Tag is null || name.Digest is not null)
        {
            throw new ImageException(ImageErrorKind.Invalid, "cannot push a digest reference");
        }

        ImageEntry image;
        using ImageDatabase.Lease lease = services.Registrar.Hold();
        lock (services.Database.Gate)
        {
            string id = services.Database.Names.GetValueOrDefault(name.ToString())
                ?? throw new ImageException(ImageErrorKind.NotFound, $"An image does not exist locally with the tag: {name.FamiliarName}");
            image = services.Database.Find(id)!;
            lease.Add(image.Record.Layers.SelectMany(l => (string?[])[l.Key, l.Blob]).Append(image.Record.Manifest).Append(id).OfType<string>());
        }

        progress.Report("", $"The push refers to repository [{name.Name}]");
        RegistryEndpoint endpoint = services.Registry.Endpoints.Registry(name.Domain);
        var client = new RepositoryClient(services.Registry, endpoint, name.Path, credential, "pull,push");
        image = await SendLayersAsync(client, name, image, lease, progress, cancel).ConfigureAwait(false);
        OciDescriptor[] layers = [.. image.Record.Layers.Select(Describe)];
        var config = Digest.Parse(image.Record.Id);
        await SendAsync(client, config, null, _ => { }, cancel).ConfigureAwait(false);
        (byte[] manifest, string mediaType) = ManifestOf(image, layers);
        lease.Add(Digest.Of(manifest).Value);
        Digest digest = await client.PutManifestAsync(name.Tag, manifest, mediaType, cancel).ConfigureAwait(false);
        services.Registrar.Register(image.Record with { Manifest = services.Content.Write(manifest).Value }, [name.WithDigest(digest)]);
        progress.Report("", $"{name.Tag}: digest: {digest} size: {manifest.Length}");
        return new PushResult(name.Tag, digest, manifest.Length);
    }

    private async Task<ImageEntry> SendLayersAsync(RepositoryClient client, ImageReference name, ImageEntry image, ImageDatabase.Lease lease, ProgressFan progress, CancellationToken cancel)
    {
        IReadOnlyList<string> diffIds = image.Image.RootFs?.DiffIds ?? [];
        var sent = new ImageLayer[image.Record.Layers.Count];
        foreach (string diffId in diffIds)
        {
            progress.Report(Digest.Parse(diffId).Short, "Preparing");
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, sent.Length), new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancel }, async (i, stop) =>
        {
            ImageLayer layer = image.Record.Layers[i];
            string id = Digest.Parse(diffIds[i]).Short;
            if (layer.Blob is null || !services.Content.Has(Digest.Parse(layer.Blob)))
            {
                LayerInfo info = services.Layers.Find(layer.Key) ?? throw new ImageException(ImageErrorKind.Corrupt, $"layer {layer.Key} is missing");
                layer = layer with { Blob = services.Blobs.Compress(info, stop).Value, MediaType = MediaTypes.OciLayerGzip };
                lease.Add(layer.Blob);
            }

            sent[i] = layer;
            var blob = Digest.Parse(layer.Blob!);
            string how = await SendAsync(client, blob, MountSource(name, layer), at => progress.Report(id, "Pushing", at, services.Content.LengthOf(blob)), stop).ConfigureAwait(false);
            progress.Report(id, how);
        }).ConfigureAwait(false);

        // Blobs that were made stay the image's, so that the next push sends the same ones.
        lock (services.Database.Gate)
        {
            ImageEntry now = services.Database.Find(image.Record.Id) ?? throw ImageNames.Unknown(image.Record.Id);
            if (!sent.SequenceEqual(now.Record.Layers))
            {
                services.Database.Put(now.Record with { Layers = sent }, sync: true);
            }

            return services.Database.Find(image.Record.Id)!;
        }
    }

    /// <summary>Sends a blob that the repository lacks; says what that came to.</summary>
    private Task<string> SendAsync(RepositoryClient client, Digest blob, string? mountFrom, Action<long> at, CancellationToken cancel) => services.Registry.Retry.RunAsync(async again =>
    {
        if (await client.HasBlobAsync(blob, again).ConfigureAwait(false))
        {
            return "Layer already exists";
        }

        if (mountFrom is not null)
        {
            client.AlsoRead(mountFrom);
        }

        Uri? upload = await client.BeginUploadAsync(blob, mountFrom, again).ConfigureAwait(false);
        if (upload is null)
        {
            return "Mounted from " + mountFrom;
        }

        await client.UploadAsync(upload, blob, () => new BlobContent(() => services.Content.OpenRead(blob), services.Content.LengthOf(blob), at), again).ConfigureAwait(false);
        return "Pushed";
    }, cancel);

    /// <summary>Another repository of the same registry that has the layer's blob, for all that is known here.</summary>
    private string? MountSource(ImageReference name, ImageLayer layer)
    {
        lock (services.Database.Gate)
        {
            foreach (ImageEntry image in services.Database.Images.Where(i => i.Record.Layers.Any(l => l.Blob == layer.Blob)))
            {
                foreach (ImageReference other in services.Database.NamesOf(image.Record.Id).Select(ImageReference.Parse))
                {
                    if (other.Digest is not null && other.Domain == name.Domain && other.Path != name.Path)
                    {
                        return other.Path;
                    }
                }
            }

            return null;
        }
    }

    private OciDescriptor Describe(ImageLayer layer)
    {
        var digest = Digest.Parse(layer.Blob!);
        string type = layer.MediaType ?? "";
        if (type.Length == 0)
        {
            using Stream blob = services.Content.OpenRead(digest);
            type = Compression.MediaTypeOf(blob);
        }

        return new OciDescriptor { MediaType = type, Digest = digest.Value, Size = services.Content.LengthOf(digest) };
    }

    private (byte[] Manifest, string MediaType) ManifestOf(ImageEntry image, OciDescriptor[] layers)
    {
        if (image.Record.Manifest is { } known && services.Content.Has(Digest.Parse(known)))
        {
            byte[] json = services.Content.Read(Digest.Parse(known), LongestJson);
            OciManifest manifest = OciJson.ReadManifest(json, "manifest " + known);
            if ((manifest.Layers ?? []).Select(l => l.Digest).SequenceEqual(layers.Select(l => l.Digest)))
            {
                return (json, manifest.MediaType ?? MediaTypes.OciManifest);
            }
        }

        return (ManifestMaker.Make(image.Record.Id, services.Content.LengthOf(Digest.Parse(image.Record.Id)), layers), MediaTypes.OciManifest);
    }
}
