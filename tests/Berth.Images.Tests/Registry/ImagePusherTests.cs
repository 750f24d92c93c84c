namespace Berth.Images.Tests;

public sealed class ImagePusherTests : StoreFixture, IAsyncLifetime
{
    private static readonly byte[] Lower = new TarBuilder().Folder("etc/").File("etc/f", "low").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("big", new string('x', 300_000)).Bytes();

    private readonly FakeRegistry registry = new();

    private RegistryOptions settings = new() { FirstPause = TimeSpan.FromMilliseconds(1) };

    protected override ImageStoreOptions Options => base.Options with { Registry = settings };

    private ImageReference Name => ImageReference.Parse(registry.Host + "/lib/app:1");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task PushesAndPullsBack()
    {
        StoredImage image = await Load(Name.ToString(), Lower, Upper);
        var steps = new Steps();
        PushResult pushed = await Store.PushAsync(Name, null, steps, Cancel);
        Assert.Equal(["The push refers to repository [" + Name.Name + "]", $"1: digest: {pushed.Digest} size: {pushed.Size}"], steps.Lines);
        Assert.Equal(["Preparing", "Pushing", "Pushed"], steps.All.Where(s => s.Id == Digest.Of(Upper).Short).Select(s => s.Status).Distinct());
        Assert.Equal([$"{Name.Name}@{pushed.Digest}"], Store.Get(image.Id).RepoDigests);

        steps = new Steps();
        Assert.Equal(pushed, await Store.PushAsync(Name, null, steps, Cancel));
        Assert.Equal(2, steps.All.Count(s => s.Status == "Layer already exists"));

        Store.Remove(Name.ToString(), new ImageRemoveOptions { Users = _ => [] });
        Assert.Empty(FilesIn("layers"));
        PullResult pulled = await Store.PullAsync(Name, new PullOptions(), null, Cancel);
        Assert.Equal((image.Id, pushed.Digest), (pulled.Image.Id, pulled.Digest));
    }

    [Fact]
    public async Task KeepsTheManifestThatAnImageCameWith()
    {
        Digest digest = registry.Add("lib/app", "1", new ImageArchive(Lower, Upper), Gzip);
        await Store.PullAsync(Name, new PullOptions(), null, Cancel);
        Store.Tag(Name.ToString(), Name.WithTag("2"));
        Assert.Equal(digest, (await Store.PushAsync(Name.WithTag("2"), null, null, Cancel)).Digest);
    }

    [Fact]
    public async Task CompressesLayersThatWereMadeHere()
    {
        StoredImage parent = await Load("base", Lower);
        Snapshot snapshot = Store.Snapshots.Create("c", parent.Id);
        File.WriteAllText(snapshot.UpperFolder + "/new", "new");
        StoredImage image = await Store.CommitAsync(new ImageCommit { Parent = parent.Id, Snapshot = "c", Config = new OciImageConfig(), History = new OciHistory(), Name = Name }, Cancel);
        PushResult pushed = await Store.PushAsync(Name, null, null, Cancel);
        Assert.Equal(pushed, await Store.PushAsync(Name, null, null, Cancel));
        Store.Snapshots.Remove("c");
        Store.Remove(Name.ToString(), new ImageRemoveOptions { Users = _ => [] });
        Assert.Equal(image.Id, (await Store.PullAsync(Name, new PullOptions(), null, Cancel)).Image.Id);
        Assert.Equal("new", File.ReadAllText(Store.Get(image.Id).LayerFolders[0] + "/new"));
    }

    [Fact]
    public async Task MountsWhatAnotherRepositoryHas()
    {
        await Load(registry.Host + "/lib/other:1", Lower);
        await Store.PushAsync(ImageReference.Parse(registry.Host + "/lib/other:1"), null, null, Cancel);
        await Load(Name.ToString(), Lower, Upper);
        registry.Intercept = r => r.Method == "HEAD" && r.Path.StartsWith("/v2/lib/app/blobs/", StringComparison.Ordinal) ? FakeReply.Error(404, "BLOB_UNKNOWN", "not here")
            : r.Query.StartsWith("mount=", StringComparison.Ordinal) ? new FakeReply(201, []) : null;
        var steps = new Steps();
        await Store.PushAsync(Name, null, steps, Cancel);
        Assert.Contains(new ImageProgress(Digest.Of(Lower).Short, "Mounted from lib/other"), steps.All);
        Assert.Contains(registry.Requests, r => r.Query == $"mount={Uri.EscapeDataString(Digest.Of(Lower).Value)}&from=lib%2Fother");
    }

    [Fact]
    public async Task TriesAgainWhatMayPass()
    {
        await Load(Name.ToString(), Lower);
        int failures = 0;
        registry.Intercept = r => r.Method == "PATCH" && failures++ == 0 ? FakeReply.Error(503, "UNAVAILABLE", "later") : null;
        await Store.PushAsync(Name, null, null, Cancel);
    }

    [Fact]
    public async Task SaysThatARegistryHangs()
    {
        settings = settings with { ResponseTimeout = TimeSpan.FromMilliseconds(200), ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        await Load(Name.ToString(), Lower);
        registry.Intercept = r => r.Method == "PATCH" ? new FakeReply(200, []) { Hangs = true } : null;
        Assert.Contains("timeout awaiting response headers", (await Assert.ThrowsAsync<RegistryException>(() => Store.PushAsync(Name, null, null, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhatIsWrong()
    {
        Assert.Equal($"An image does not exist locally with the tag: {Name.Name}", (await Assert.ThrowsAsync<ImageException>(() => Store.PushAsync(Name, null, null, Cancel))).Message);
        await Load(Name.ToString(), Lower);
        registry.Intercept = _ => FakeReply.Error(403, "DENIED", "no");
        Assert.Equal("denied: requested access to the resource is denied", (await Assert.ThrowsAsync<RegistryException>(() => Store.PushAsync(Name, null, null, Cancel))).Message);
    }
}
