using Berth.Linux;

namespace Berth.Images.Tests;

public sealed class SnapshotStoreTests : StoreFixture
{
    private static readonly byte[] Lower = new TarBuilder().Folder("./", 0x1C0, 3, 4).Folder("etc/").File("etc/f", "low").File("etc/kept", "k").File("gone").HardLink("gone2", "gone").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("etc/f", "up").File(".wh.gone").Bytes();

    private bool copies;

    protected override ImageStoreOptions Options => base.Options with { ForceCopies = copies };

    [Fact]
    public async Task AnOverlayHasTheLayersAndAFolderOfItsOwn()
    {
        StoredImage image = await Load("a", Lower, Upper);
        Assert.Equal(SnapshotMode.Overlay, Store.Snapshots.Mode);
        Snapshot snapshot = Store.Snapshots.Create("c", image.Id);
        Assert.Equal(image.LayerFolders, snapshot.LowerFolders);
        FileStat upper = FileCalls.Stat(FileCalls.WorkingFolder, snapshot.UpperFolder!);
        Assert.Equal((0x1C0, 3u, 4u), (upper.Mode, upper.User, upper.Group)); // the image's root, which an overlay takes from here
        Assert.Empty(Directory.GetFileSystemEntries(snapshot.UpperFolder!));
        Assert.Equal(snapshot.LowerFolders, Store.Snapshots.Find("c")!.LowerFolders);
        Store.Snapshots.Remove("c");
        Store.Snapshots.Remove("c");
        Assert.Null(Store.Snapshots.Find("c"));
        Assert.False(Directory.Exists(snapshot.UpperFolder));
    }

    [Fact]
    public async Task AnOpaqueRootHidesTheLayersBelow()
    {
        StoredImage image = await Load("a", Lower, new TarBuilder().File(".wh..wh..opq").File("only").Bytes());
        Assert.Single(Store.Snapshots.Create("c", image.Id).LowerFolders);
    }

    [Fact]
    public void AnEmptyRootIsPossible() => Assert.Empty(Store.Snapshots.Create("c", null).LowerFolders);

    [Fact]
    public async Task TheSameNameTwiceIsAnError()
    {
        StoredImage image = await Load("a", Lower);
        Store.Snapshots.Create("c", image.Id);
        Assert.Throws<ImageException>(() => Store.Snapshots.Create("c", image.Id));
        Assert.NotNull(Store.Snapshots.Find("c"));
        Assert.Equal(["c"], FilesIn("snapshots"));
    }

    [Fact]
    public async Task ACopyIsWhatAnOverlayWouldShow()
    {
        copies = true;
        StoredImage image = await Load("a", Lower, Upper);
        Assert.Equal(SnapshotMode.Copy, Store.Snapshots.Mode);
        Assert.Contains("copies", Store.Snapshots.ModeReason, StringComparison.Ordinal);
        Snapshot snapshot = Store.Snapshots.Create("c", image.Id);
        string root = snapshot.RootFolder!;
        Assert.Equal("up", File.ReadAllText(root + "/etc/f"));
        Assert.Equal("k", File.ReadAllText(root + "/etc/kept"));
        Assert.Equal(["etc", "gone2"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Order());
        Assert.Equal(0x1C0, FileCalls.Stat(FileCalls.WorkingFolder, root).Mode);
        Assert.Empty(Store.Snapshots.Changes("c"));
    }

    [Fact]
    public async Task TellsWhatACopyChanged()
    {
        copies = true;
        StoredImage image = await Load("a", Lower, Upper);
        string root = Store.Snapshots.Create("c", image.Id).RootFolder!;
        File.WriteAllText(root + "/new", "n");
        File.WriteAllText(root + "/etc/f", "changed");
        File.Delete(root + "/etc/kept");
        Assert.Equal(["C /etc", "C /etc/f", "D /etc/kept", "A /new"], Show(Store.Snapshots.Changes("c")));
    }

    [Fact]
    public async Task TellsWhatAnOverlayChanged()
    {
        StoredImage image = await Load("a", Lower, Upper);
        string upper = Store.Snapshots.Create("c", image.Id).UpperFolder!;
        using (RootedFolder root = RootedFolder.Open(upper))
        {
            root.MakeFolder("etc");
            root.MakeNode("etc/f", FileKind.CharacterDevice, 0);
            root.MakeNode("etc/never", FileKind.CharacterDevice, 0);
            root.MakeFolder("new");
        }

        File.WriteAllText(upper + "/new/x", "12345");
        Assert.Equal(["C /etc", "D /etc/f", "A /new", "A /new/x"], Show(Store.Snapshots.Changes("c")));
        Assert.Equal(5, Store.Snapshots.Size("c"));
        FileCalls.SetAttribute(FileCalls.WorkingFolder, upper + "/etc", "trusted.overlay.opaque", "y"u8);
        Assert.Equal(["C /etc", "D /etc/f", "D /etc/kept", "A /new", "A /new/x"], Show(Store.Snapshots.Changes("c")).Distinct());
    }

    private static IEnumerable<string> Show(IEnumerable<FileChange> changes) => changes.Select(c => "CAD"[(int)c.Kind] + " " + c.Path);
}
