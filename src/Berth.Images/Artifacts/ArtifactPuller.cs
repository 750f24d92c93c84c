namespace Berth.Images;

/// <summary>Fetches artifacts that are small enough to hold: files beside images in a registry.</summary>
public static class ArtifactPuller
{
    private const int LongestFile = 16 << 20;
    private const long LongestArtifact = 64 << 20;

    /// <summary>Fetches one.</summary>
    /// <param name="name">Where it is.</param>
    /// <param name="kind">What it must be.</param>
    /// <param name="options">How registries are reached.</param>
    /// <param name="credential">The login; null for none.</param>
    /// <param name="time">The clock of pauses and tokens.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ImageException">It isn't there, is of another kind, or can't be fetched.</exception>
    public static async Task<Artifact> PullAsync(ImageReference name, ArtifactKind kind, RegistryOptions options, RegistryCredential? credential, TimeProvider time, CancellationToken cancel = default)
    {
        name = name.WithDefaultTag();
        using var services = new RegistryServices(options, time);
        var client = new RepositoryClient(services, services.Endpoints.Registry(name.Domain), name.Path, credential, "pull");
        try
        {
            (byte[] content, Digest digest) = await client.GetManifestAsync(name.Digest?.Value ?? name.Tag!, cancel).ConfigureAwait(false);
            OciManifest manifest = OciJson.ReadManifest(content, "manifest");
            if (manifest.IsIndex)
            {
                OciDescriptor chosen = manifest.Manifests!.LastOrDefault(d => d.ArtifactType == kind.Type)
                    ?? throw new ImageException(ImageErrorKind.Invalid, $"{name.Familiar} is no {kind.Name}, and its index names none");
                (content, _) = await client.GetManifestAsync(chosen.Digest, cancel).ConfigureAwait(false);
                manifest = OciJson.ReadManifest(content, "manifest " + chosen.Digest);
            }

            bool right = string.IsNullOrEmpty(manifest.ArtifactType) ? manifest.Config?.MediaType == kind.ConfigType : manifest.ArtifactType == kind.Type;
            return right
                ? new Artifact(digest, await FilesAsync(client, manifest, cancel).ConfigureAwait(false))
                : throw new ImageException(ImageErrorKind.Invalid, $"{name.Familiar} is no {kind.Name} but {TypeOf(manifest)}");
        }
        catch (RegistryException e)
        {
            throw RegistryErrors.ForPull(e, name);
        }
    }

    private static async Task<List<ArtifactFile>> FilesAsync(RepositoryClient client, OciManifest manifest, CancellationToken cancel)
    {
        var files = new List<ArtifactFile>();
        long total = 0;
        foreach (OciDescriptor layer in manifest.Layers ?? [])
        {
            byte[] content = await client.GetBlobAsync(layer, LongestFile, cancel).ConfigureAwait(false);
            total += content.Length;
            if (total > LongestArtifact)
            {
                throw new ImageException(ImageErrorKind.Invalid, $"the artifact is larger than {LongestArtifact >> 20} MB");
            }

            files.Add(new ArtifactFile(layer.MediaType, layer.Annotations ?? new Dictionary<string, string>(), content));
        }

        return files;
    }

    private static string TypeOf(OciManifest manifest) =>
        !string.IsNullOrEmpty(manifest.ArtifactType) ? "of type " + manifest.ArtifactType : MediaTypes.IsImageConfig(manifest.Config?.MediaType ?? "") ? "an image" : "of type " + manifest.Config?.MediaType;
}
