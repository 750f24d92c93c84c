using System.Text;

namespace Berth.Images.Tests;

/// <summary>Pulls against a registry that behaves, and against one that doesn't.</summary>
public sealed class ImagePullerTests : StoreFixture, IAsyncLifetime
{
    private static readonly byte[] Lower = new TarBuilder().Folder("etc/").File("etc/f", "low").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("big", new string('x', 300_000)).File("etc/f", "up").Bytes();
    private static readonly ImageArchive Archive = new(Lower, Upper);

    private readonly FakeRegistry registry = new();
    private RegistryOptions settings = new() { FirstPause = TimeSpan.FromMilliseconds(1), ResponseTimeout = TimeSpan.FromSeconds(5), StallTimeout = TimeSpan.FromSeconds(5) };

    protected override ImageStoreOptions Options => base.Options with { Registry = settings };

    private string Name => registry.Host + "/lib/app:1";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await registry.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pulls(bool index)
    {
        Digest digest = registry.Add("lib/app", "1", Archive, Gzip, index);
        var steps = new Steps();
        PullResult result = await Pull(steps);
        Assert.Equal((Archive.Id, digest, true), (result.Image.Id, result.Digest, result.Changed));
        Assert.Equal("up", File.ReadAllText(result.Image.LayerFolders[0] + "/etc/f"));
        Assert.Equal([Name], result.Image.RepoTags);
        Assert.Equal([$"{registry.Host}/lib/app@{digest}"], result.Image.RepoDigests);
        Assert.Equal(new ImageProgress("1", "Pulling from lib/app"), steps.All[0]);
        Assert.Equal(["Digest: " + digest, "Status: Downloaded newer image for " + Name], steps.Lines);
        string layer = Digest.Of(Gzip(Upper)).Short;
        string[] told = [.. steps.All.Where(s => s.Id == layer).Select(s => s.Status).Where(s => s is not ("Extracting" or "Waiting")).Distinct()];
        Assert.Equal(["Pulling fs layer", "Downloading", "Verifying Checksum", "Download complete", "Pull complete"], told);
    }

    [Fact]
    public async Task AnUnchangedImageCostsOneRequest()
    {
        registry.Add("lib/app", "1", Archive);
        await Pull();
        int before = registry.Log.Count;
        var steps = new Steps();
        Assert.False((await Pull(steps)).Changed);
        Assert.Equal(["HEAD /v2/lib/app/manifests/1"], registry.Log.Skip(before));
        Assert.Equal("Status: Image is up to date for " + Name, steps.Lines[^1]);
    }

    [Fact]
    public async Task ADigestThatIsHereCostsNone()
    {
        Digest digest = registry.Add("lib/app", "1", Archive);
        await Pull();
        int before = registry.Log.Count;
        await Store.PullAsync(ImageReference.Parse($"{registry.Host}/lib/app@{digest}"), new PullOptions(), null, Cancel);
        Assert.Equal(before, registry.Log.Count);
    }

    [Fact]
    public async Task BringsOnlyLayersThatAreMissing()
    {
        registry.Add("lib/base", "1", new ImageArchive(Lower));
        await Store.PullAsync(ImageReference.Parse(registry.Host + "/lib/base:1"), new PullOptions(), null, Cancel);
        registry.Add("lib/app", "1", Archive);
        var steps = new Steps();
        await Pull(steps);
        Assert.Contains(new ImageProgress(Digest.Of(Lower).Short, "Already exists"), steps.All);
        Assert.Single(registry.Log, l => l == "GET /v2/lib/app/blobs/" + Digest.Of(Upper));
        Assert.DoesNotContain("GET /v2/lib/app/blobs/" + Digest.Of(Lower), registry.Log);
    }

    [Fact]
    public async Task PullsAtTheSameTimeShareTheirDownloads()
    {
        registry.Add("lib/app", "1", Archive);
        var bothWait = new TaskCompletionSource();
        int asked = 0;
        registry.Intercept = r =>
        {
            if (r.Method == "HEAD" && Interlocked.Increment(ref asked) == 2)
            {
                bothWait.SetResult();
            }

            if (r.Path.Contains("/blobs/", StringComparison.Ordinal))
            {
                bothWait.Task.Wait();
            }

            return null;
        };
        await Task.WhenAll(Pull(), Pull());
        Assert.Single(registry.Log, l => l == "GET /v2/lib/app/blobs/" + Digest.Of(Upper));
        Assert.Single(registry.Log, l => l == "GET /v2/lib/app/blobs/" + Digest.Of(Lower));
    }

    [Fact]
    public async Task OneOfTwoMayGiveUp()
    {
        registry.Add("lib/app", "1", Archive);
        using var give = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var asked = new TaskCompletionSource();
        registry.Intercept = r =>
        {
            if (r.Path.EndsWith(Digest.Of(Upper).Value, StringComparison.Ordinal))
            {
                asked.TrySetResult();
                release.Wait();
            }

            return null;
        };
        Task first = Store.PullAsync(ImageReference.Parse(Name), new PullOptions(), null, give.Token);
        await asked.Task;
        Task<PullResult> second = Pull();
        await give.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.Set();
        Assert.Equal(Archive.Id, (await second).Image.Id);
    }

    [Fact]
    public async Task GoesOnWhereAConnectionBroke()
    {
        registry.Add("lib/app", "1", Archive);
        int cuts = 0;
        registry.Intercept = r => IsUpper(r) && cuts++ < 3 ? Cut(r, 70_000) : null;
        await Pull();
        Assert.Equal([null, "bytes=70000-", "bytes=140000-", "bytes=210000-"], registry.Requests.Where(IsUpper).Select(r => r["Range"]));
    }

    [Fact]
    public async Task GoesOnAfterARestart()
    {
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = r => IsUpper(r) ? r["Range"] is null ? Cut(r, 100_000) : FakeReply.Error(404, "BLOB_UNKNOWN", "gone") : null;
        await Assert.ThrowsAsync<RegistryException>(() => Pull());
        Assert.Empty(Store.List());
        Reopen();
        registry.Intercept = null;
        Assert.Equal(Archive.Id, (await Pull()).Image.Id);
        Assert.Equal("bytes=100000-", registry.Requests.Last(IsUpper)["Range"]);
        Assert.Empty(FilesIn("content/ingest"));
    }

    [Fact]
    public async Task GoesOnWithARegistryThatKnowsNoRanges()
    {
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = r => !IsUpper(r) ? null : r["Range"] is null ? Cut(r, 100_000) : new FakeReply(200, registry.Blobs[Digest.Of(Upper).Value]);
        Assert.Equal(Archive.Id, (await Pull()).Image.Id);
    }

    [Fact]
    public async Task BeginsAnewWhenWhatWasLeftIsBad()
    {
        registry.Add("lib/app", "1", Archive);
        _ = Store;
        File.WriteAllText(Root + "/content/ingest/sha256-" + Digest.Of(Upper).Hex, "not what it should be");
        Assert.Equal(Archive.Id, (await Pull()).Image.Id);
    }

    [Fact]
    public async Task RefusesAWrongBlob()
    {
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = r => IsUpper(r) ? new FakeReply(200, [.. Upper[..^1], 1]) : null;
        await Fails(ImageErrorKind.Corrupt, "is damaged");
        Assert.DoesNotContain("sha256-" + Digest.Of(Upper).Hex, FilesIn("content/ingest"));
    }

    [Fact]
    public async Task RefusesALongBlob()
    {
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = r => IsUpper(r) ? new FakeReply(200, [.. Upper, 1]) : null;
        await Fails(ImageErrorKind.Corrupt, "is longer than");
    }

    [Fact]
    public async Task RefusesAWrongManifest()
    {
        Digest digest = registry.Add("lib/app", "1", Archive);
        registry.Intercept = r => r.Method == "GET" && r.Path.Contains("/manifests/", StringComparison.Ordinal) ? new FakeReply(200, "{}"u8.ToArray()) : null;
        await Fails(ImageErrorKind.Corrupt, $"manifest verification failed for digest {digest}");
    }

    [Fact]
    public async Task RefusesALayerThatIsNotWhatTheConfigurationSays()
    {
        var wrong = new ImageArchive(Lower, Upper);
        byte[] other = new TarBuilder().File("other").Bytes();
        wrong.Layers[1] = other;
        registry.Add("lib/app", "1", wrong);
        await Fails(ImageErrorKind.Corrupt, "filesystem layer verification failed for digest " + Digest.Of(Upper));
        Assert.DoesNotContain(FilesIn("layers"), f => f.StartsWith('.'));
    }

    [Fact]
    public async Task RefusesAnIndexWithoutThisPlatform()
    {
        registry.Add("lib/app", "1", Archive, index: true);
        var e = await Assert.ThrowsAsync<RegistryException>(() => Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Platform = OciPlatform.Parse("linux/riscv64") }, null, Cancel));
        Assert.Equal("no matching manifest for linux/riscv64 in the manifest list entries", e.Message);
    }

    [Fact]
    public async Task SaysThatThereIsNoSuchTag() => await Fails(ImageErrorKind.NotFound, $"manifest for {Name} not found: manifest unknown: manifest unknown");

    [Fact]
    public async Task SaysThatAccessIsDenied()
    {
        registry.Intercept = _ => FakeReply.Error(403, "DENIED", "nothing for you");
        await Fails(ImageErrorKind.NotFound, $"pull access denied for {registry.Host}/lib/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied");
    }

    [Fact]
    public async Task SaysThatNobodyIsThere()
    {
        string host = registry.Host;
        await registry.DisposeAsync();
        var e = await Assert.ThrowsAsync<RegistryException>(() => Store.PullAsync(ImageReference.Parse(host + "/x"), new PullOptions(), null, Cancel));
        Assert.Equal(($"Get \"http://{host}/v2/\": dial tcp {host}: connect: connection refused", ImageErrorKind.Unavailable), (e.Message, e.Kind));
    }

    [Fact]
    public async Task SaysThatAHostIsUnknown()
    {
        var e = await Assert.ThrowsAsync<RegistryException>(() => Store.PullAsync(ImageReference.Parse("no-such-host.invalid/x"), new PullOptions(), null, Cancel));
        Assert.StartsWith("Get \"https://no-such-host.invalid/v2/\": dial tcp: lookup no-such-host.invalid: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatARegistryHangs()
    {
        settings = settings with { ResponseTimeout = TimeSpan.FromMilliseconds(200), ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        registry.Intercept = _ => new FakeReply(200, []) { Hangs = true };
        await Fails(ImageErrorKind.Unavailable, "net/http: timeout awaiting response headers");
        Assert.Single(registry.Log);
    }

    [Fact]
    public async Task SaysThatABlobHangs()
    {
        settings = settings with { StallTimeout = TimeSpan.FromMilliseconds(100), Attempts = 2 };
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = r => IsUpper(r) ? new FakeReply(200, Upper) { HangsInBody = true } : null;
        await Fails(ImageErrorKind.Unavailable, "no data came for 0 seconds");
        Assert.Equal(2, registry.Requests.Count(IsUpper));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task TriesAgainWhatMayPass(int status)
    {
        registry.Add("lib/app", "1", Archive);
        int failures = 0;
        registry.Intercept = r => r.Method == "GET" && failures++ % 3 < 2 ? FakeReply.Error(status, "UNAVAILABLE", "later") : null;
        Assert.Equal(Archive.Id, (await Pull()).Image.Id);
    }

    [Fact]
    public async Task GivesUpInTheEnd()
    {
        registry.Intercept = r => FakeReply.Error(503, "UNAVAILABLE", "never");
        await Fails(ImageErrorKind.Unavailable, "unavailable: never");
        Assert.Equal(5, registry.Log.Count(l => l.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DoesntWaitForTooLong()
    {
        registry.Intercept = r => FakeReply.Error(429, "TOOMANYREQUESTS", "slow down") with { Headers = [("Retry-After", "3600")] };
        await Fails(ImageErrorKind.Unavailable, "toomanyrequests: slow down (the registry asks to wait 3600 seconds)");
    }

    [Fact]
    public async Task TradesCredentialsForATokenAndKeepsIt()
    {
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = Guard("Basic " + Convert.ToBase64String("me:secret"u8), "token");
        var credential = new RegistryCredential { Username = "me", Password = "secret" };
        await Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Credential = credential }, null, Cancel);
        FakeRequest trade = Assert.Single(registry.Requests, r => r.Path == "/token");
        Assert.Equal("service=fake&scope=repository%3Alib%2Fapp%3Apull&account=me", trade.Query);
        await Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Credential = credential }, null, Cancel);
        Assert.Single(registry.Requests, r => r.Path == "/token");
    }

    [Fact]
    public async Task TradesARefreshToken()
    {
        registry.Add("lib/app", "1", Archive);
        registry.Intercept = Guard(null, "access_token");
        await Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Credential = new RegistryCredential { IdentityToken = "re fresh" } }, null, Cancel);
        FakeRequest trade = Assert.Single(registry.Requests, r => r.Path == "/token");
        Assert.Equal(("POST", "grant_type=refresh_token&service=fake&client_id=docker&scope=repository%3Alib%2Fapp%3Apull&refresh_token=re+fresh"), (trade.Method, Encoding.UTF8.GetString(trade.Body)));
    }

    [Fact]
    public async Task SaysThatCredentialsAreWrong()
    {
        registry.Intercept = Guard("Basic right", "token");
        var e = await Assert.ThrowsAsync<RegistryException>(() => Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Credential = new RegistryCredential { Username = "me", Password = "wrong" } }, null, Cancel));
        Assert.Equal(("unauthorized: incorrect username or password", ImageErrorKind.Unauthorized), (e.Message, e.Kind));
    }

    [Fact]
    public async Task UsesBasicAuthentication()
    {
        registry.Add("lib/app", "1", Archive);
        string right = "Basic " + Convert.ToBase64String("me:secret"u8);
        registry.Intercept = r => r["Authorization"] == right ? null : new FakeReply(401, [], ("WWW-Authenticate", "Basic realm=\"x\""));
        await Fails(ImageErrorKind.Unauthorized, "no basic auth credentials");
        await Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Credential = new RegistryCredential { Username = "me", Password = "secret" } }, null, Cancel);
    }

    [Fact]
    public async Task FollowsRedirectsWithoutHandingTheCredentialOn()
    {
        await using var store = new FakeRegistry();
        store.Add("lib/app", "1", Archive);
        registry.Add("lib/app", "1", Archive);
        string right = "Basic " + Convert.ToBase64String("me:secret"u8);
        registry.Intercept = r => r["Authorization"] != right ? new FakeReply(401, [], ("WWW-Authenticate", "Basic realm=\"x\""))
            : r.Path.Contains("/blobs/", StringComparison.Ordinal) ? new FakeReply(307, [], ("Location", $"http://{store.Host}{r.Path}?signature=1")) : null;
        await Store.PullAsync(ImageReference.Parse(Name), new PullOptions { Credential = new RegistryCredential { Username = "me", Password = "secret" } }, null, Cancel);
        Assert.Equal(3, store.Requests.Count);
        Assert.All(store.Requests, r => Assert.Null(r["Authorization"]));
    }

    [Fact]
    public async Task ARedirectWithoutEndIsAnError()
    {
        registry.Intercept = r => new FakeReply(307, [], ("Location", r.Path));
        await Fails(ImageErrorKind.Failed, "307");
        Assert.Equal(22, registry.Log.Count);
    }

    [Fact]
    public async Task AsksMirrorsOfTheHub()
    {
        Digest digest = registry.Add("library/nginx", "latest", Archive, Gzip);
        await using var down = new FakeRegistry();
        down.Intercept = _ => FakeReply.Error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        settings = settings with { Mirrors = ["http://" + down.Host, $"http://{registry.Host}/"] };
        PullResult result = await Store.PullAsync(ImageReference.Parse("nginx"), new PullOptions(), null, Cancel);
        Assert.Equal(["nginx:latest"], result.Image.RepoTags);
        Assert.Equal([$"nginx@{digest}"], result.Image.RepoDigests);
    }

    [Fact]
    public async Task AMirrorGetsNoCredential()
    {
        registry.Add("library/nginx", "latest", Archive, Gzip);
        settings = settings with { Mirrors = ["http://" + registry.Host] };
        await Store.PullAsync(ImageReference.Parse("nginx"), new PullOptions { Credential = new RegistryCredential { RegistryToken = "secret" } }, null, Cancel);
        Assert.All(registry.Requests, r => Assert.Null(r["Authorization"]));
    }

    [Fact]
    public async Task SaysThatAServerSpeaksNoTls()
    {
        settings = settings with { Mirrors = ["https://" + registry.Host] };
        var e = await Assert.ThrowsAsync<RegistryException>(() => Store.PullAsync(ImageReference.Parse("nginx"), new PullOptions(), null, Cancel));
        Assert.EndsWith("http: server gave HTTP response to HTTPS client)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyLayersMayWaitForTheLowestOne()
    {
        // Each upper archive has a file in a folder that only the lowest describes; the lowest comes last.
        byte[] lowest = new TarBuilder().Folder("tmp/", 0x3FF).Bytes();
        byte[][] layers = [lowest, .. Enumerable.Range(0, 8).Select(i => new TarBuilder().File("tmp/f" + i).Bytes())];
        registry.Add("lib/app", "1", new ImageArchive(layers));
        using var others = new CountdownEvent(8);
        registry.Intercept = r =>
        {
            if (r.Path.EndsWith(Digest.Of(lowest).Value, StringComparison.Ordinal))
            {
                others.Wait(TimeSpan.FromSeconds(20));
            }
            else if (r.Path.Contains("/blobs/", StringComparison.Ordinal) && layers.Any(l => r.Path.EndsWith(Digest.Of(l).Value, StringComparison.Ordinal)))
            {
                others.Signal();
            }

            return null;
        };
        PullResult result = await Pull();
        Assert.Equal(0, others.CurrentCount);
        Assert.All(result.Image.LayerFolders, f => Assert.Equal(0x3FF, Berth.Linux.FileCalls.Stat(Berth.Linux.FileCalls.WorkingFolder, f + "/tmp").Mode));
    }

    [Fact]
    public async Task ALayerMayComeTwice()
    {
        registry.Add("lib/app", "1", new ImageArchive(Lower, Upper, Lower));
        PullResult result = await Pull();
        Assert.Equal(2, result.Image.LayerFolders.Count);
        Assert.Equal("low", File.ReadAllText(result.Image.LayerFolders[0] + "/etc/f"));
        Assert.Single(registry.Log, l => l == "GET /v2/lib/app/blobs/" + Digest.Of(Lower));
    }

    [Fact]
    public async Task ACanceledPullLeavesNothingHalfMade()
    {
        registry.Add("lib/app", "1", Archive);
        using var give = new CancellationTokenSource();
        registry.Intercept = r =>
        {
            if (IsUpper(r))
            {
                give.Cancel();
            }

            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PullAsync(ImageReference.Parse(Name), new PullOptions(), null, give.Token));
        registry.Intercept = null;
        Assert.Empty(Store.List());
        Assert.Equal(Archive.Id, (await Pull()).Image.Id);
        Assert.DoesNotContain(FilesIn("layers"), f => f.StartsWith('.'));
    }

    private static bool IsUpper(FakeRequest request) => request.Path.EndsWith(Digest.Of(Upper).Value, StringComparison.Ordinal);

    private static FakeReply Cut(FakeRequest request, int after)
    {
        int from = request["Range"] is { } range ? int.Parse(range["bytes=".Length..].TrimEnd('-')) : 0;
        return new FakeReply(from > 0 ? 206 : 200, Upper[from..], ("Content-Range", $"bytes {from}-{Upper.Length - 1}/{Upper.Length}")) { CutAfter = after };
    }

    private Func<FakeRequest, FakeReply?> Guard(string? right, string member) => r =>
    {
        if (r.Path == "/token")
        {
            return right is null || r["Authorization"] == right ? FakeReply.Json(200, $$"""{"{{member}}":"good","expires_in":300}""") : FakeReply.Json(401, """{"details":"incorrect username or password"}""");
        }

        return r["Authorization"] == "Bearer good" ? null : new FakeReply(401, [], ("WWW-Authenticate", $"Bearer realm=\"http://{registry.Host}/token\",service=\"fake\""));
    };

    private Task<PullResult> Pull(Steps? steps = null) => Store.PullAsync(ImageReference.Parse(Name), new PullOptions(), steps, Cancel);

    private async Task Fails(ImageErrorKind kind, string message)
    {
        var e = await Assert.ThrowsAnyAsync<ImageException>(() => Pull());
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(kind, e.Kind);
        Assert.Empty(Store.List());
    }
}
