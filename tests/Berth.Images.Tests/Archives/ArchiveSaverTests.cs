using System.Text;
using System.Text.Json;

namespace Berth.Images.Tests;

public sealed class ArchiveSaverTests : StoreFixture
{
    private static readonly byte[] Lower = new TarBuilder().Folder("etc/").File("etc/f", "low").Bytes();
    private static readonly byte[] Upper = new TarBuilder().File("etc/f", "up").Bytes();

    [Theory]
    [InlineData("test:latest")]
    [InlineData("test")]
    public async Task GoesThereAndBack(string name)
    {
        StoredImage image = await Load("test:latest", Lower, Upper);
        byte[] archive = await Save(name);
        Store.Remove("test", new ImageRemoveOptions { Users = _ => [] });
        Assert.Empty(FilesIn("layers"));
        Assert.Equal(["Loaded image: test:latest"], await Store.LoadAsync(new MemoryStream(archive), null, Cancel));
        Assert.Equal(image.Id, Store.Get("test").Id);
        Assert.Equal("up", File.ReadAllText(Store.Get("test").LayerFolders[0] + "/etc/f"));
    }

    [Fact]
    public async Task IsALayoutAndADockerArchive()
    {
        StoredImage image = await Load("test:1", Lower, Upper);
        Store.Tag("test:1", ImageReference.Parse("ghcr.io/a/b:2"));
        Dictionary<string, string> members = Members(await Save("test:1", "ghcr.io/a/b:2", image.Id));
        JsonElement docker = JsonDocument.Parse(members["manifest.json"]).RootElement;
        Assert.Equal(1, docker.GetArrayLength());
        Assert.Equal("blobs/sha256/" + image.Id["sha256:".Length..], docker[0].GetProperty("Config").GetString());
        Assert.Equal(["test:1", "ghcr.io/a/b:2"], docker[0].GetProperty("RepoTags").EnumerateArray().Select(t => t.GetString()));
        Assert.All(docker[0].GetProperty("Layers").EnumerateArray(), l => Assert.True(members.ContainsKey(l.GetString()!)));
        OciManifest index = OciJson.ReadManifest(Encoding.UTF8.GetBytes(members["index.json"]), "index");
        Assert.Equal(["docker.io/library/test:1", "ghcr.io/a/b:2"], index.Manifests!.Select(m => m.Annotations!["io.containerd.image.name"]));
        OciManifest manifest = OciJson.ReadManifest(Encoding.UTF8.GetBytes(members["blobs/" + index.Manifests![0].Digest.Replace(':', '/')]), "manifest");
        Assert.Equal((image.Id, MediaTypes.OciLayer), (manifest.Config!.Digest, manifest.Layers![0].MediaType));
        Assert.Equal("{\"imageLayoutVersion\": \"1.0.0\"}", members["oci-layout"]);
        Assert.Contains("\"ghcr.io/a/b\":{\"2\":", members["repositories"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIdHasNoNames()
    {
        StoredImage image = await Load("test:1", Lower);
        byte[] archive = await Save(image.Id[..19]);
        Assert.DoesNotContain("repositories", Members(archive).Keys);
        Assert.Equal(["Loaded image ID: " + image.Id], await Store.LoadAsync(new MemoryStream(archive), null, Cancel));
    }

    [Fact]
    public async Task ANameWithoutTagMeansAllTags()
    {
        await Load("test:1", Lower);
        await Load("test:2", Upper);
        await Load("tester:1", Lower, Upper);
        Dictionary<string, string> members = Members(await Save("test"));
        Assert.Equal(2, JsonDocument.Parse(members["manifest.json"]).RootElement.GetArrayLength());
        Assert.Equal("No such image: none:latest", (await Assert.ThrowsAsync<ImageException>(() => Save("none"))).Message);
    }

    private async Task<byte[]> Save(params string[] names)
    {
        using var archive = new MemoryStream();
        await Store.SaveAsync(names, archive, Cancel);
        return archive.ToArray();
    }

    private static Dictionary<string, string> Members(byte[] archive)
    {
        using var tar = new TarReader(new MemoryStream(archive));
        var members = new Dictionary<string, string>();
        while (tar.Next() is { } entry)
        {
            members.Add(entry.Name, Encoding.UTF8.GetString(tar.ReadAll(1 << 20)));
        }

        return members;
    }
}
