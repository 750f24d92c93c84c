using System.Text;
using Berth.Linux;

namespace Berth.Images.Tests;

public sealed class ImageMakerTests : StoreFixture
{
    private static readonly byte[] Layer = new TarBuilder().Folder("./").Folder("etc/").File("etc/f", "low").File("etc/gone").Folder("o/").File("o/x").Bytes();

    private bool copies;

    protected override ImageStoreOptions Options => base.Options with { ForceCopies = copies };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportsAnArchive(bool compressed)
    {
        byte[] archive = compressed ? Gzip(Layer) : Layer;
        StoredImage image = await Store.ImportAsync(new MemoryStream(archive), new ImageImport { Name = ImageReference.Parse("imported"), Comment = "Imported from -", Config = new OciImageConfig { Cmd = ["sh"] } }, Cancel);
        Assert.Equal(["imported:latest"], image.RepoTags);
        Assert.Equal([Digest.Of(Layer).Value], image.Image.RootFs!.DiffIds);
        Assert.Equal(("sh", "Imported from -", OciPlatform.Host.Architecture), (image.Image.Config!.Cmd![0], image.Image.History![0].Comment, image.Image.Architecture));
        Assert.Equal("low", File.ReadAllText(image.LayerFolders[0] + "/etc/f"));
        Assert.Empty(FilesIn("content/ingest"));
    }

    [Fact]
    public async Task RefusesWhatIsNoArchive()
    {
        await Assert.ThrowsAsync<ImageException>(() => Store.ImportAsync(new MemoryStream("nonsense"u8.ToArray()), new ImageImport(), Cancel));
        Assert.Empty(Store.List());
        Assert.Empty(FilesIn("content/ingest"));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task CommitsWhatAContainerChanged(bool asCopy, bool useUp)
    {
        copies = asCopy;
        StoredImage parent = await Load("base", Layer);
        Snapshot snapshot = Store.Snapshots.Create("c", parent.Id);
        Change(snapshot);
        StoredImage image = await Store.CommitAsync(new ImageCommit
        {
            Parent = parent.Id, Snapshot = "c", UseUp = useUp, Config = new OciImageConfig { Env = ["X=y"] }, Name = ImageReference.Parse("made"),
            History = new OciHistory { CreatedBy = "a test" },
        }, Cancel);
        Assert.Equal(useUp, Store.Snapshots.Find("c") is null);
        Assert.Equal((parent.Id, 2, "a test"), (image.Parent, image.LayerFolders.Count, image.Image.History![^1].CreatedBy));
        string made = image.LayerFolders[0];
        Assert.Equal("changed", File.ReadAllText(made + "/etc/f"));
        Assert.True(OverlayMarks.IsWhiteout(FileCalls.Stat(FileCalls.WorkingFolder, made + "/etc/gone")));
        Assert.Equal("new", File.ReadAllText(made + "/new/file"));

        // Its archive makes the same image elsewhere.
        using var archive = new MemoryStream();
        await Store.SaveAsync(["made"], archive, Cancel);
        Store.Snapshots.Remove("c");
        Store.Remove("made", new ImageRemoveOptions { Users = _ => [] });
        Store.Remove("base", new ImageRemoveOptions { Users = _ => [] });
        Assert.Empty(FilesIn("layers"));
        await Store.LoadAsync(new MemoryStream(archive.ToArray()), null, Cancel);
        StoredImage again = Store.Get("made");
        Assert.Equal(image.Id, again.Id);
        using var chain = new LayerChain(again.LayerFolders);
        Assert.Null(chain.Find("etc/gone"));
        Assert.Null(chain.Find("o/x"));
        Assert.NotNull(chain.Find("new/file"));
        Assert.NotNull(chain.Find("o"));
    }

    [Fact]
    public async Task AContainerThatChangedNothingMakesNoLayer()
    {
        StoredImage parent = await Load("base", Layer);
        Store.Snapshots.Create("c", parent.Id);
        StoredImage image = await Store.CommitAsync(new ImageCommit { Parent = parent.Id, Snapshot = "c", Config = new OciImageConfig(), History = new OciHistory() }, Cancel);
        Assert.Equal(parent.Image.RootFs!.DiffIds, image.Image.RootFs!.DiffIds);
        Assert.True(image.Image.History![^1].EmptyLayer);
    }

    [Fact]
    public async Task ChangedAttributesOfTheRootAreAChange()
    {
        StoredImage parent = await Load("base", Layer);
        Snapshot snapshot = Store.Snapshots.Create("c", parent.Id);
        FileCalls.SetMode(FileCalls.WorkingFolder, snapshot.UpperFolder!, 0x1C0);
        StoredImage image = await Store.CommitAsync(new ImageCommit { Parent = parent.Id, Snapshot = "c", Config = new OciImageConfig(), History = new OciHistory() }, Cancel);
        Snapshot next = Store.Snapshots.Create("d", image.Id);
        Assert.Equal(0x1C0, FileCalls.Stat(FileCalls.WorkingFolder, next.UpperFolder!).Mode);
    }

    [Fact]
    public async Task AParentStaysAsLongAsItsChild()
    {
        StoredImage parent = await Load("base", Layer);
        StoredImage child = await Store.CommitAsync(new ImageCommit { Parent = parent.Id, Config = new OciImageConfig { User = "1" }, History = new OciHistory { CreatedBy = "USER 1" }, Name = ImageReference.Parse("child") }, Cancel);
        Assert.Equal([(child.Id, "USER 1"), (parent.Id, "step 0")], Store.History("child").Select(h => (h.Id, h.CreatedBy)));
        Store.Remove("base", new ImageRemoveOptions { Users = _ => [] });
        Assert.NotNull(Store.Find(parent.Id)); // without a name now
        Store.Remove("child", new ImageRemoveOptions { Users = _ => [] });
        Assert.Empty(Store.List());
    }

    private static void Change(Snapshot snapshot)
    {
        string root = snapshot.UpperFolder ?? snapshot.RootFolder!;
        Directory.CreateDirectory(root + "/new");
        File.WriteAllText(root + "/new/file", "new");
        if (snapshot.Mode == SnapshotMode.Copy)
        {
            File.Delete(root + "/etc/gone");
            File.Delete(root + "/o/x");
        }
        else
        {
            using RootedFolder upper = RootedFolder.Open(root);
            upper.MakeFolder("etc");
            upper.MakeNode("etc/gone", FileKind.CharacterDevice, 0);
            upper.MakeFolder("o");
            upper.SetAttribute("o", OverlayMarks.OpaqueAttribute, "y"u8);
            upper.MakeNode("socket", FileKind.Socket, 0x1FF);
        }

        File.WriteAllBytes(root + "/etc/f", Encoding.ASCII.GetBytes("changed"));
    }
}
