namespace Berth.Images.Tests;

/// <summary>Questions to registries that bring nothing here.</summary>
public sealed class InquiryTests : StoreFixture, IAsyncLifetime
{
    private static readonly ImageArchive Archive = new(new TarBuilder().File("f", "x").Bytes());

    private readonly FakeRegistry registry = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task An_image_is_described()
    {
        Digest digest = registry.Add("lib/app", "latest", Archive);
        RemoteImage found = await Store.AskAsync(ImageReference.Parse(registry.Host + "/lib/app"), null, Cancel);
        Assert.Equal((MediaTypes.DockerManifest, digest), (found.MediaType, found.Digest));
        Assert.Equal(OciPlatform.Host.Architecture, Assert.Single(found.Platforms).Architecture);
        Assert.True(found.Size > 0);
        Assert.Empty(Store.List());
        Assert.DoesNotContain(registry.Log, line => line.Contains("blobs/" + Digest.Of(Archive.Layers[0]), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_index_is_described_with_all_its_platforms()
    {
        Digest digest = registry.Add("lib/app", "1", Archive, index: true);
        RemoteImage found = await Store.AskAsync(ImageReference.Parse($"{registry.Host}/lib/app@{digest}"), null, Cancel);
        Assert.Equal((MediaTypes.OciIndex, digest), (found.MediaType, found.Digest));
        Assert.Equal(["s390x", OciPlatform.Host.Architecture], found.Platforms.Select(platform => platform.Architecture));
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        var e = await Assert.ThrowsAnyAsync<ImageException>(() => Store.AskAsync(ImageReference.Parse(registry.Host + "/lib/none"), null, Cancel));
        Assert.Equal(ImageErrorKind.NotFound, e.Kind);
        Assert.Contains("manifest unknown", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_is_searched()
    {
        registry.Intercept = request => request.Path == "/v1/search" && request.Query == "q=a%20b&n=7"
            ? FakeReply.Json(200, """{"num_results":1,"results":[{"name":"lib/app","description":"It runs","star_count":3,"is_official":true}]}""")
            : FakeReply.Json(404, "{}");
        FoundRepository found = Assert.Single(await Store.SearchAsync(registry.Host + "/a b", 7, null, Cancel));
        Assert.Equal(new FoundRepository { Name = "lib/app", Description = "It runs", Stars = 3, IsOfficial = true }, found);
        var e = await Assert.ThrowsAsync<ImageException>(() => Store.SearchAsync(registry.Host + "/x", 25, null, Cancel));
        Assert.StartsWith("Unexpected status code 404", e.Message, StringComparison.Ordinal);
    }
}
