using System.IO.Compression;
using Berth.Linux;

namespace Berth.Images;

/// <summary>
/// The blobs of layers that were made here: there is none until somebody wants one, because a layer's folder says all, and a build makes many.
/// </summary>
internal sealed class LayerBlobs(ContentStore content, LayerStore layers)
{
    /// <summary>The archive of a layer's folder, proven to be the one whose digest the layer is known by. The caller disposes it.</summary>
    public BlobSpool Archive(LayerInfo layer, CancellationToken cancel)
    {
        BlobSpool spool = content.Spool();
        try
        {
            using var target = new SpoolStream(spool.Append);
            Write(layer, target, cancel);
            return spool.Digest.Value == layer.DiffId ? spool : throw Changed(layer, spool.Digest);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Makes a compressed blob of a layer's folder.</summary>
    public Digest Compress(LayerInfo layer, CancellationToken cancel)
    {
        using BlobSpool spool = content.Spool();
        using var hash = new StreamHash();
        using (var gzip = new GZipStream(new SpoolStream(spool.Append), CompressionLevel.Fastest))
        {
            using var both = new SpoolStream(bytes =>
            {
                hash.Append(bytes);
                gzip.Write(bytes);
            });
            Write(layer, both, cancel);
        }

        Digest actual = hash.Finish();
        return actual.Value == layer.DiffId ? spool.Keep() : throw Changed(layer, actual);
    }

    private void Write(LayerInfo layer, Stream target, CancellationToken cancel)
    {
        try
        {
            using RootedFolder root = RootedFolder.Open(layers.FilesOf(layer.Key));
            new LayerArchiver(target, cancel).AddLayer(root, layer.HasRoot);
        }
        catch (LinuxException e)
        {
            throw StoreFaults.Of(e, "read layer " + layer.Key[..12]);
        }
    }

    private static ImageException Changed(LayerInfo layer, Digest actual) =>
        new(ImageErrorKind.Corrupt, $"the files of layer {layer.DiffId} were changed: their archive has digest {actual}");
}
