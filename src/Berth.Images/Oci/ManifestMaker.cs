namespace Berth.Images;

/// <summary>Makes manifests for images that have none that fits.</summary>
internal static class ManifestMaker
{
    /// <summary>An OCI manifest of a configuration and layers, as JSON.</summary>
    public static byte[] Make(string config, long configBytes, IReadOnlyList<OciDescriptor> layers) => OciJson.Write(new OciManifest
    {
        SchemaVersion = 2,
        MediaType = MediaTypes.OciManifest,
        Config = new OciDescriptor { MediaType = MediaTypes.OciConfig, Digest = config, Size = configBytes },
        Layers = [.. layers.Select(l => new OciDescriptor { MediaType = ToOci(l.MediaType), Digest = l.Digest, Size = l.Size })],
    });

    private static string ToOci(string mediaType) => mediaType == MediaTypes.DockerLayerGzip ? MediaTypes.OciLayerGzip : mediaType;
}
