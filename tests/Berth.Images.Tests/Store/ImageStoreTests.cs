namespace Berth.Images.Tests;

public sealed class ImageStoreTests : StoreFixture
{
    private static readonly byte[] Layer = new TarBuilder().File("f", "content").Bytes();
    private static readonly byte[] Other = new TarBuilder().File("g", "other").Bytes();

    [Fact]
    public async Task FindsByNameIdAndDigits()
    {
        StoredImage image = await Load("nginx:1", Layer);
        string digits = image.Id["sha256:".Length..];
        foreach (string text in (string[])["nginx:1", "docker.io/library/nginx:1", image.Id, digits, digits[..6], "sha256:" + digits[..6]])
        {
            Assert.Equal(image.Id, Store.Get(text).Id);
        }

        Assert.Equal("No such image: nginx:latest", Assert.Throws<ImageException>(() => Store.Get("nginx")).Message);
        Assert.Equal("invalid reference format: repository name (library/Nginx) must be lowercase", Assert.Throws<ImageException>(() => Store.Get("Nginx")).Message);
        Assert.Null(Store.Find("sha256:" + new string('0', 64)));
    }

    [Fact]
    public async Task IsTheSameAfterReopening()
    {
        StoredImage image = await Load("nginx:1", Layer, Other);
        Store.Tag("nginx:1", ImageReference.Parse("also"));
        Store.Snapshots.Create("c1", image.Id);
        StoredImage again = Reopen().Get("also");
        Assert.Equal(["also:latest", "nginx:1"], again.RepoTags);
        Assert.Equal(image.LayerFolders, again.LayerFolders);
        Assert.Equal(image.Size, again.Size);
        Assert.Equal(["c1"], Store.Snapshots.List());
        Assert.Empty(Store.CleanedUp);
    }

    [Fact]
    public async Task OneProcessAtATime()
    {
        await Load("a", Layer);
        Assert.Equal(ImageErrorKind.Conflict, Assert.Throws<ImageException>(() => ImageStore.Open(Options)).Kind);
    }

    [Fact]
    public async Task RemovesHalfMadeThingsAtTheStart()
    {
        StoredImage image = await Load("a", Layer);
        Close();
        Directory.CreateDirectory(Root + "/layers/.new-1-1/fs/x");
        Directory.CreateDirectory(Root + "/layers/" + new string('1', 64) + "/fs");
        Directory.CreateDirectory(Root + "/snapshots/.new-c/upper");
        File.WriteAllText(Root + "/content/ingest/spool-1-1", "x");
        File.WriteAllText(Root + "/content/blobs/sha256/x.new", "x");
        File.WriteAllText(Root + "/images/" + new string('2', 64) + ".json", "{");
        File.WriteAllText(Root + "/images/names.json.new", "{");
        Assert.Equal(["dropped image 222222222222: its record is damaged", "removed 2 half-unpacked layers", "removed 1 half-made container file systems", "removed 2 abandoned transfers"], Store.CleanedUp);
        Assert.Equal(image.Id, Store.Get("a").Id);
        Close();
        Assert.Single(FilesIn("layers"));
        Assert.Empty(FilesIn("snapshots"));
        Assert.Empty(FilesIn("trash"));
        Assert.Empty(FilesIn("content/ingest"));
    }

    [Fact]
    public async Task DistrustsWhatAnotherBootLeftUnsynced()
    {
        StoredImage image = await Load("a", Layer);
        await Load("b", Other);
        Close();
        string record = Root + "/images/" + image.Id["sha256:".Length..] + ".json";
        File.WriteAllText(record, File.ReadAllText(record).TrimEnd('}') + ",\"unsyncedIn\":\"another boot\"}");
        File.WriteAllText(Root + "/boot", "another boot");
        Assert.Null(Store.Find("a"));
        Assert.NotNull(Store.Find("b"));
        Assert.Single(FilesIn("layers"));
        Assert.Contains("the machine went down before its files were on the disk", Store.CleanedUp[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoesBackToAnEarlierTableOfNamesWhereTheLastIsDamaged()
    {
        await Load("a", Layer);
        Close();
        File.WriteAllBytes(Root + "/images/names.json", new byte[200]); // as a crash of the machine may leave it
        Assert.Equal(["a:latest"], Store.List().Single().RepoTags);
        Assert.Contains("went back to an earlier table", Store.CleanedUp.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettlesARecordWhenItsFilesAreOnTheDisk()
    {
        StoredImage image = await Load("a", Layer);
        Close();
        Assert.DoesNotContain("unsyncedIn", File.ReadAllText(Root + "/images/" + image.Id["sha256:".Length..] + ".json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemovesTheLastNameWithItsImage()
    {
        StoredImage image = await Load("a", Layer);
        Store.Tag("a", ImageReference.Parse("b:2"));
        Assert.Equal([new ImageRemoval("a:latest", null)], Store.Remove("a", Nobody));
        IReadOnlyList<ImageRemoval> removed = Store.Remove("b:2", Nobody);
        Assert.Equal([new ImageRemoval("b:2", null), new ImageRemoval(null, image.Id), new ImageRemoval(null, Digest.Of(Layer).Value)], removed);
        Assert.Empty(Store.List());
        Assert.Equal("No such image: b:2", Assert.Throws<ImageException>(() => Store.Remove("b:2", Nobody)).Message);
    }

    [Fact]
    public async Task RefusesToRemoveWhatIsNeeded()
    {
        StoredImage image = await Load("a", Layer);
        string id = image.Id["sha256:".Length..][..12];
        var stopped = new ImageRemoveOptions { Users = _ => [new ImageUse("0123456789abcdef", false)] };
        Conflict("a", stopped, $"conflict: unable to remove repository reference \"a\" (must force) - container 0123456789ab is using its referenced image {id}");
        Conflict(id, stopped, $"conflict: unable to delete {id} (must be forced) - image is being used by stopped container 0123456789ab");
        Conflict(id, new ImageRemoveOptions { Force = true, Users = _ => [new ImageUse("0123456789abcdef", true)] }, $"conflict: unable to delete {id} (cannot be forced) - image is being used by running container 0123456789ab");
        Store.Tag("a", ImageReference.Parse("b"));
        Conflict(id, Nobody, $"conflict: unable to delete {id} (must be forced) - image is referenced in multiple repositories");
        Assert.Equal(4, Store.Remove(id, Nobody with { Force = true }).Count);
    }

    [Fact]
    public async Task AForcedRemovalLeavesAContainerItsLayers()
    {
        StoredImage image = await Load("a", Layer);
        Snapshot snapshot = Store.Snapshots.Create("c", image.Id);
        Store.Remove("a", new ImageRemoveOptions { Force = true, Users = _ => [new ImageUse("c", false)] });
        Assert.Empty(Store.List());
        Assert.True(File.Exists(snapshot.LowerFolders[0] + "/f"));
        Store.Snapshots.Remove("c");
        Assert.Empty(FilesIn("layers"));
    }

    [Fact]
    public async Task PrunesWhatIsntUsed()
    {
        StoredImage a = await Load("x", Layer), b = await Load("x", Other);
        Assert.Empty(Store.Get(a.Id).RepoTags);
        ImagePruneResult result = Store.Prune(i => i.RepoTags.Count == 0, _ => []);
        Assert.Equal([a.Id, Digest.Of(Layer).Value], result.Removed.Select(r => r.Deleted));
        Assert.True(result.Reclaimed >= 7);
        Assert.Empty(Store.Prune(_ => true, _ => [new ImageUse("c", false)]).Removed);
        Assert.Equal([b.Id], Store.List().Select(i => i.Id));
    }

    [Fact]
    public async Task ShowsHistory()
    {
        StoredImage image = await Load("a", Layer, Other);
        IReadOnlyList<ImageHistoryEntry> history = Store.History("a");
        Assert.Equal([(image.Id, "step 1", 5L), ("<missing>", "step 0", 7L)], history.Select(h => (h.Id, h.CreatedBy, h.Size)));
        Assert.Equal(["a:latest"], history[0].Tags);
    }

    private static ImageRemoveOptions Nobody => new() { Users = _ => [] };

    private void Conflict(string text, ImageRemoveOptions options, string message)
    {
        var e = Assert.Throws<ImageException>(() => Store.Remove(text, options));
        Assert.Equal((message, ImageErrorKind.Conflict), (e.Message, e.Kind));
    }
}
