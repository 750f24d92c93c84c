using System.IO.Compression;

namespace Berth.Images.Tests;

/// <summary>A store in a folder of its own.</summary>
public abstract class StoreFixture : IDisposable
{
    private readonly TempFolder temp = new();
    private ImageStore? store;

    protected StoreFixture() => Assert.SkipUnless(TempFolder.IsRoot, "needs root");

    protected string Root => temp["store"];

    internal ImageStore Store => store ??= ImageStore.Open(Options);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected virtual ImageStoreOptions Options => new() { Root = Root };

    public virtual void Dispose()
    {
        Close();
        temp.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Temp(string name) => temp[name];

    internal ImageStore Reopen()
    {
        store?.Dispose();
        store = null;
        return Store;
    }

    protected void Close()
    {
        store?.Dispose();
        store = null;
    }

    protected async Task<StoredImage> Load(string name, params byte[][] layers)
    {
        await Store.LoadAsync(new MemoryStream(new ImageArchive(layers).Docker(name)), null, Cancel);
        return Store.Get(name);
    }

    protected static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }

    protected static byte[] Zstd(byte[] content)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(content).ToArray();
    }

    internal string[] FilesIn(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.GetFileSystemEntries(Path.Combine(Root, folder)).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)]
        : [];
}
