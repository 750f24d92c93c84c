namespace Berth.Images.Tests;

/// <summary>The same against a registry that others wrote.</summary>
public sealed class RealRegistryTests : StoreFixture
{
    private static readonly byte[] Lower = new TarBuilder().Folder("etc/").File("etc/f", "low").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("big", new string('x', 3_000_000)).Bytes();

    [Fact]
    public async Task PushesPullsAndMounts()
    {
        Assert.SkipUnless(RealRegistry.IsThere, "needs docker-registry");
        await using RealRegistry registry = await RealRegistry.StartAsync(Temp("registry"), Cancel);
        ImageReference first = ImageReference.Parse(registry.Host + "/team/app:1"), second = ImageReference.Parse(registry.Host + "/other/app:1");
        StoredImage image = await Load(first.ToString(), Lower, Upper);
        PushResult pushed = await Store.PushAsync(first, null, null, Cancel);

        Store.Tag(image.Id, second);
        var steps = new Steps();
        Assert.Equal(pushed.Digest, (await Store.PushAsync(second, null, steps, Cancel)).Digest);
        Assert.Equal(2, steps.All.Count(s => s.Status == "Mounted from team/app"));

        Store.Remove(image.Id, new ImageRemoveOptions { Force = true, Users = _ => [] });
        Assert.Empty(FilesIn("layers"));
        Assert.Equal(image.Id, (await Store.PullAsync(second, new PullOptions(), null, Cancel)).Image.Id);
        Assert.False((await Store.PullAsync(second, new PullOptions(), null, Cancel)).Changed);
        Assert.Equal(image.Id, (await Store.PullAsync(first.WithDigest(pushed.Digest), new PullOptions(), null, Cancel)).Image.Id);
        Assert.Equal($"manifest for {registry.Host}/team/app:none not found: manifest unknown: manifest unknown",
            (await Assert.ThrowsAsync<RegistryException>(() => Store.PullAsync(first.WithTag("none"), new PullOptions(), null, Cancel))).Message);
    }

    [Fact]
    public async Task PullsThroughItAsAMirror()
    {
        Assert.SkipUnless(RealRegistry.IsThere, "needs docker-registry");
        await using RealRegistry registry = await RealRegistry.StartAsync(Temp("registry"), Cancel);
        await Load(registry.Host + "/library/nginx:latest", Lower, Upper);
        await Store.PushAsync(ImageReference.Parse(registry.Host + "/library/nginx"), null, null, Cancel);
        using var other = ImageStore.Open(new ImageStoreOptions { Root = Temp("other"), Registry = new RegistryOptions { Mirrors = [$"http://{registry.Host}"] } });
        Assert.Equal(["nginx:latest"], (await other.PullAsync(ImageReference.Parse("nginx"), new PullOptions(), null, Cancel)).Image.RepoTags);
    }
}
