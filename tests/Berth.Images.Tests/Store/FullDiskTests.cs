using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Images.Tests;

/// <summary>A disk without room: a small file system that only this test's descriptor reaches.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private static readonly byte[] Small = new TarBuilder().File("f", "small").Bytes();
    private static readonly byte[] Large = new TarBuilder().Add('0', "big", Noise(3_000_000)).Bytes();

    private readonly FakeRegistry registry = new();
    private SafeFileHandle? disk;
    private ImageStore? store;

    private string Root => FileCalls.DescriptorPath(disk!) + "/store";

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TempFolder.IsRoot, "needs root");
        disk = MountCalls.CreateFileSystem("tmpfs", [new("size", "4m")]);
        store = ImageStore.Open(new ImageStoreOptions { Root = Root });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        store?.Dispose();
        disk?.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task APullLeavesNothingHalfMade()
    {
        registry.Add("lib/app", "1", new ImageArchive(Small, Large));
        registry.Add("lib/app", "2", new ImageArchive(Small));
        Full(await Assert.ThrowsAsync<ImageException>(() => Pull("1")));
        await Pull("2");
        Assert.Single(store!.List());
    }

    [Fact]
    public async Task ALoadLeavesNothingHalfMade()
    {
        Full(await Assert.ThrowsAsync<ImageException>(() => Load(Small, Large)));
        await Load(Small);
        Assert.Single(store!.List());
    }

    [Fact]
    public async Task AnImportLeavesNothingHalfMade() =>
        Full(await Assert.ThrowsAsync<ImageException>(() => store!.ImportAsync(new MemoryStream(Large), new ImageImport(), TestContext.Current.CancellationToken)));

    private Task<PullResult> Pull(string tag) => store!.PullAsync(ImageReference.Parse($"{registry.Host}/lib/app:{tag}"), new PullOptions(), null, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<string>> Load(params byte[][] layers) => store!.LoadAsync(new MemoryStream(new ImageArchive(layers).Docker()), null, TestContext.Current.CancellationToken);

    private void Full(ImageException e)
    {
        Assert.Equal(ImageErrorKind.NoSpace, e.Kind);
        Assert.EndsWith("no space left on device", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Empty(store!.List());
        store.Dispose(); // waits for what is deleted behind
        store = ImageStore.Open(new ImageStoreOptions { Root = Root });
        Assert.Empty(store.CleanedUp);
        Assert.Empty(Directory.GetFileSystemEntries(Root + "/content/ingest"));
        Assert.True(FileCalls.StatFileSystem(disk!).FreeBytes > 3_500_000);
    }

    private static byte[] Noise(int count)
    {
        var noise = new byte[count];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
