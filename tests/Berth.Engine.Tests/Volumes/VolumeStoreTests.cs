using Berth.Docker;

namespace Berth.Engine.Tests;

public sealed class VolumeStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_volume_is_made_once_found_again_and_removed()
    {
        var store = Open();
        var (made, isNew) = store.Create("data", "", null, new Dictionary<string, string> { ["a"] = "b" });
        var (again, isNewAgain) = store.Create("data", "local", null, null);

        Assert.True(isNew);
        Assert.False(isNewAgain);
        Assert.Same(made, again);
        File.WriteAllText(store.DataFolder("data") + "/file", "kept");
        Assert.Equal("b", Open().Get("data").Labels!["a"]);
        Assert.Equal("kept", File.ReadAllText(Open().DataFolder("data") + "/file"));
        Assert.Equal(["user"], store.Remove("data", _ => ["user"]).Users);
        Assert.True(store.Remove("data", _ => []).Removed);
        Assert.False(store.Remove("data", _ => []).Removed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["volumes"]));
    }

    [Fact]
    public void A_volume_stays_while_a_container_that_uses_it_is_made()
    {
        var store = Open();
        var hold = store.Hold(["data"], "making");
        store.Create("data", "", null, null);

        Assert.Equal(["making"], store.Remove("data", _ => []).Users);
        hold.Dispose();
        Assert.True(store.Remove("data", _ => []).Removed);
    }

    [Theory]
    [InlineData("a b", null, "create a b: \"a b\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")]
    [InlineData("x", null, "create x: volume name is too short, names should be at least two alphanumeric characters")]
    [InlineData("xx", "zz=1", "create xx: invalid option: \"zz\"")]
    [InlineData("xx", "type=nfs", "create xx: missing required option: \"device\"")]
    [InlineData("xx", "o=x", "create xx: missing required option: \"device\"")]
    public void What_cant_be_is_refused_in_Dockers_words(string name, string? option, string sentence)
    {
        var options = option is null ? null : new Dictionary<string, string> { [option.Split('=')[0]] = option.Split('=')[1] };

        Assert.Equal(sentence, Assert.Throws<DockerException>(() => Open().Create(name, "", options, null)).Message);
        Assert.Empty(Open().All());
    }

    [Fact]
    public void A_missing_volume_is_said_in_Dockers_words() =>
        Assert.Equal("get nosuch: no such volume", Assert.Throws<DockerException>(() => Open().Get("nosuch")).Message);

    [Fact]
    public void What_a_killed_engine_left_is_swept()
    {
        Open().Create("data", "", null, null);
        Directory.CreateDirectory(_folder["volumes/.new-half/_data"]);
        Directory.CreateDirectory(_folder["volumes/.gone-old-1/_data"]);

        var store = Open();

        Assert.Equal(2, store.CleanedUp.Count);
        Assert.Equal(["data"], store.All().Select(volume => volume.Name));
        Assert.Equal([_folder["volumes/data"]], Directory.GetDirectories(_folder["volumes"]));
    }

    [Fact]
    public void A_damaged_description_does_not_lose_the_files()
    {
        var store = Open();
        store.Create("data", "", null, null);
        File.WriteAllText(store.DataFolder("data") + "/file", "kept");
        File.WriteAllText(_folder["volumes/data/volume.json"], "{\"na");

        store = Open();

        Assert.Equal("kept", File.ReadAllText(store.DataFolder(store.Get("data").Name) + "/file"));
        Assert.Single(store.CleanedUp);
    }

    private VolumeStore Open() => new(_folder["volumes"], TimeProvider.System);
}
