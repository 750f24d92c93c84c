using System.Text;
using System.Text.Json;

namespace Berth.Images.Tests;

/// <summary>Makes image archives and their parts.</summary>
internal sealed class ImageArchive
{
    public ImageArchive(params byte[][] layers)
    {
        Layers = layers;
        Config = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            architecture = OciPlatform.Host.Architecture,
            os = "linux",
            created = "2024-01-02T03:04:05Z",
            config = new { Cmd = new[] { "sh" }, Env = new[] { "A=b" } },
            rootfs = new { type = "layers", diff_ids = layers.Select(l => Digest.Of(l).Value).ToArray() },
            history = layers.Select((_, i) => new { created_by = "step " + i }).ToArray(),
        }));
    }

    public byte[][] Layers { get; }

    public byte[] Config { get; set; }

    public string Id => Digest.Of(Config).Value;

    /// <summary>A docker-archive of the oldest form.</summary>
    public byte[] Docker(string? tag = "test:latest", Func<byte[], byte[]>? compress = null)
    {
        var tar = new TarBuilder().Add('0', "config.json", Config);
        for (int i = 0; i < Layers.Length; i++)
        {
            tar.Folder($"l{i}/").Add('0', $"l{i}/layer.tar", compress is null ? Layers[i] : compress(Layers[i]));
        }

        string manifest = JsonSerializer.Serialize(new[] { new { Config = "config.json", RepoTags = tag is null ? null : new[] { tag }, Layers = Layers.Select((_, i) => $"l{i}/layer.tar").ToArray() } });
        return tar.Add('0', "manifest.json", Encoding.UTF8.GetBytes(manifest)).Bytes();
    }

    /// <summary>An OCI layout; <paramref name="spoil"/> changes a blob after its digest was taken.</summary>
    public byte[] Oci(string name = "docker.io/library/test:oci", bool spoil = false, bool nested = false)
    {
        var tar = new TarBuilder().File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        object config = Blob(Config, MediaTypes.OciConfig);
        object[] layers = [.. Layers.Select(l => Blob(l, MediaTypes.OciLayer))];
        object manifest = Json(new { schemaVersion = 2, mediaType = MediaTypes.OciManifest, config, layers }, MediaTypes.OciManifest, nested ? null : name);
        if (nested)
        {
            object other = new { mediaType = MediaTypes.OciManifest, digest = Digest.Of("elsewhere"u8).Value, size = 9, platform = new { os = "linux", architecture = "s390x" } };
            manifest = Json(new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests = new[] { other, manifest } }, MediaTypes.OciIndex, name);
        }

        return tar.File("index.json", JsonSerializer.Serialize(new { schemaVersion = 2, manifests = new[] { manifest } })).Bytes();

        object Blob(byte[] content, string type)
        {
            Digest digest = Digest.Of(content);
            tar.Add('0', "blobs/sha256/" + digest.Hex, spoil && type == MediaTypes.OciLayer ? [.. content, 0] : content);
            return new { mediaType = type, digest = digest.Value, size = content.Length };
        }

        object Json(object value, string type, string? called)
        {
            byte[] content = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value));
            Digest digest = Digest.Of(content);
            tar.Add('0', "blobs/sha256/" + digest.Hex, content);
            return called is null
                ? new { mediaType = type, digest = digest.Value, size = content.Length, platform = new { os = "linux", architecture = OciPlatform.Host.Architecture } }
                : new { mediaType = type, digest = digest.Value, size = content.Length, annotations = new Dictionary<string, string> { ["io.containerd.image.name"] = called } };
        }
    }
}
