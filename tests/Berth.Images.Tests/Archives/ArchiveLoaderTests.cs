namespace Berth.Images.Tests;

public sealed class ArchiveLoaderTests : StoreFixture
{
    private static readonly byte[] Lower = new TarBuilder().Folder("etc/").File("etc/f", "low").File("gone").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("etc/f", "up").File(".wh.gone").Bytes();

    [Fact]
    public async Task LoadsADockerArchive()
    {
        var archive = new ImageArchive(Lower, Upper);
        Assert.Equal(["Loaded image: test:latest"], await Store.LoadAsync(new MemoryStream(archive.Docker()), null, Cancel));
        StoredImage image = Store.Get("test");
        Assert.Equal((archive.Id, 5), (image.Id, image.Size));
        Assert.Equal(["test:latest"], image.RepoTags);
        Assert.Equal(["sh"], image.Image.Config!.Cmd!);
        Assert.Equal(2, image.LayerFolders.Count);
        Assert.Equal("up", File.ReadAllText(image.LayerFolders[0] + "/etc/f"));
        Assert.Equal("low", File.ReadAllText(image.LayerFolders[1] + "/etc/f"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadsCompressedOnes(bool gzip)
    {
        Func<byte[], byte[]> compress = gzip ? Gzip : Zstd;
        await Store.LoadAsync(new MemoryStream(compress(new ImageArchive(Lower, Upper).Docker(compress: compress))), null, Cancel);
        Assert.Equal("up", File.ReadAllText(Store.Get("test").LayerFolders[0] + "/etc/f"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadsAnOciLayout(bool nested)
    {
        var archive = new ImageArchive(Lower, Upper);
        Assert.Equal(["Loaded image: test:oci"], await Store.LoadAsync(new MemoryStream(archive.Oci(nested: nested)), null, Cancel));
        Assert.Equal(archive.Id, Store.Get("test:oci").Id);
    }

    [Fact]
    public async Task SaysTheIdOfAnImageWithoutName()
    {
        var archive = new ImageArchive(Lower);
        Assert.Equal(["Loaded image ID: " + archive.Id], await Store.LoadAsync(new MemoryStream(archive.Docker(tag: null)), null, Cancel));
        Assert.Empty(Store.Get(archive.Id).RepoTags);
    }

    [Fact]
    public async Task TellsHowFarItIs()
    {
        var steps = new Steps();
        await Store.LoadAsync(new MemoryStream(new ImageArchive(Lower).Docker()), steps, Cancel);
        ImageProgress last = steps.All[^1];
        Assert.Equal((Digest.Of(Lower).Short, "Loading layer", (long)Lower.Length, (long)Lower.Length), (last.Id, last.Status, last.Current, last.Total));
    }

    [Fact]
    public async Task RefusesAWrongLayer()
    {
        var archive = new ImageArchive(Lower, Upper);
        archive.Layers[1] = new TarBuilder().File("evil").Bytes();
        await Refuses(archive.Docker(), ImageErrorKind.Corrupt, "filesystem layer verification failed for digest " + Digest.Of(Upper));
    }

    [Fact]
    public async Task RefusesAWrongBlob() => await Refuses(new ImageArchive(Lower).Oci(spoil: true), ImageErrorKind.Corrupt, "is damaged");

    [Fact]
    public async Task RefusesALayerThatReachesOut() =>
        await Refuses(new ImageArchive(Lower, new TarBuilder().File("../../evil").Bytes()).Docker(), ImageErrorKind.Invalid, "lies outside of the root");

    [Fact]
    public async Task RefusesWhatIsNoArchive()
    {
        await Refuses("no archive at all"u8.ToArray(), ImageErrorKind.Invalid, "damaged tar archive");
        await Refuses(new TarBuilder().File("x").Bytes(), ImageErrorKind.Invalid, "neither manifest.json nor index.json");
        await Refuses(Gzip(new ImageArchive(Lower).Docker())[..200], ImageErrorKind.Invalid, "damaged");
        await Refuses(new TarBuilder().File("manifest.json", """[{"Config":"../../etc/passwd","Layers":[]}]""").Bytes(), ImageErrorKind.Invalid, "lies outside of the root");
        await Refuses(new TarBuilder().File("manifest.json", """[{"Config":"c","Layers":[]}]""").Symlink("c", "d").Symlink("d", "c").Bytes(), ImageErrorKind.Invalid, "no such member");
    }

    [Fact]
    public async Task SharesLayersAndKeepsThemUntilTheLastImageGoes()
    {
        StoredImage a = await Load("a", Lower, Upper), b = await Load("b", Lower);
        Assert.Equal(a.LayerFolders[1], b.LayerFolders[0]);
        Assert.Equal(2, FilesIn("layers").Length);
        Store.Remove("a", new ImageRemoveOptions { Users = _ => [] });
        Assert.Single(FilesIn("layers"));
        Assert.True(File.Exists(b.LayerFolders[0] + "/gone"));
        Store.Remove("b", new ImageRemoveOptions { Users = _ => [] });
        Assert.Empty(FilesIn("layers"));
        Assert.Empty(FilesIn("content/blobs/sha256"));
    }

    private async Task Refuses(byte[] archive, ImageErrorKind kind, string message)
    {
        var e = await Assert.ThrowsAsync<ImageException>(() => Store.LoadAsync(new MemoryStream(archive), null, Cancel));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(kind, e.Kind);
        Assert.Empty(Store.List());
        Assert.Empty(FilesIn("content/ingest"));
        Assert.DoesNotContain(FilesIn("layers"), f => f.StartsWith('.'));
    }
}
