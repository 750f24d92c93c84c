namespace Berth.Images;

/// <summary>Asks registries about images without bringing them here.</summary>
internal static class ImageInquiry
{
    private const int LongestConfig = 16 << 20;

    /// <summary>What the registry, or a mirror of it, has under a name.</summary>
    public static Task<RemoteImage> FindAsync(RegistryServices registry, ImageReference name, RegistryCredential? credential, CancellationToken cancel) =>
        registry.AskAsync(name, endpoint => FindAtAsync(registry, endpoint, name.WithDefaultTag(), credential, cancel));

    private static async Task<RemoteImage> FindAtAsync(RegistryServices registry, RegistryEndpoint endpoint, ImageReference name, RegistryCredential? credential, CancellationToken cancel)
    {
        var client = new RepositoryClient(registry, endpoint, name.Path, endpoint.IsMirror ? null : credential, "pull");
        (byte[] content, Digest digest) = await client.GetManifestAsync(name.Digest?.Value ?? name.Tag!, cancel).ConfigureAwait(false);
        OciManifest manifest = OciJson.ReadManifest(content, "manifest");
        string type = manifest.MediaType ?? (manifest.IsIndex ? MediaTypes.OciIndex : MediaTypes.OciManifest);
        return new RemoteImage(type, digest, content.Length, await PlatformsAsync(client, manifest, cancel).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<OciPlatform>> PlatformsAsync(RepositoryClient client, OciManifest manifest, CancellationToken cancel)
    {
        if (manifest.IsIndex)
        {
            return [.. manifest.Manifests!.Select(entry => entry.Platform).OfType<OciPlatform>()];
        }

        if (manifest.Config is not { } config || !MediaTypes.IsImageConfig(config.MediaType))
        {
            return [];
        }

        OciImage image = OciJson.ReadImage(await client.GetBlobAsync(config, LongestConfig, cancel).ConfigureAwait(false), "image configuration " + config.Digest);
        return [new OciPlatform { Os = image.Os, Architecture = image.Architecture, Variant = image.Variant }];
    }
}
