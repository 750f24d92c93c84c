using System.Text;

namespace Berth.Images.Tests;

public sealed class OciJsonTests
{
    [Fact]
    public void ReadsAConfiguration()
    {
        OciImage image = OciJson.ReadImage("""
            {"architecture":"amd64","os":"linux","created":"2024-05-01T10:20:30.123456789Z","unknown":{"x":[1]},
             "config":{"ExposedPorts":{"80/tcp":{},"443/tcp":{}},"Env":["A=b"],"Cmd":"sh -c x","Entrypoint":null,"Volumes":{"/data":{}},
                       "Labels":{"k":"v"},"StopSignal":"SIGQUIT","Healthcheck":{"Test":["NONE"],"Interval":5}},
             "rootfs":{"type":"layers","diff_ids":["sha256:a","sha256:b"]},"history":[{"created_by":"x","empty_layer":true}]}
            """u8, "config");
        Assert.Equal(["80/tcp", "443/tcp"], image.Config!.ExposedPorts!);
        Assert.Equal(["sh -c x"], image.Config.Cmd!);
        Assert.Null(image.Config.Entrypoint);
        Assert.Equal(["/data"], image.Config.Volumes!);
        Assert.Equal(5, image.Config.Healthcheck!.Interval);
        Assert.Equal(2, image.RootFs!.DiffIds.Count);
        Assert.True(image.History![0].EmptyLayer);
    }

    [Fact]
    public void AbsentAndNullMembersAreEmpty()
    {
        OciImage image = OciJson.ReadImage("""{"rootfs":{"diff_ids":null},"config":null,"os":null}"""u8, "config");
        Assert.Empty(image.RootFs!.DiffIds);
        Assert.Equal("layers", image.RootFs.Type);
        Assert.Equal("", image.Os);
        Assert.Null(image.Config);
    }

    [Fact]
    public void WritesSetsAsObjectsAndLeavesOutWhatIsAbsent()
    {
        var image = new OciImage { Architecture = "amd64", Os = "linux", Config = new OciImageConfig { ExposedPorts = ["80/tcp"], Cmd = ["echo", "grüß & <dich>"] } };
        Assert.Equal("""{"architecture":"amd64","os":"linux","config":{"ExposedPorts":{"80/tcp":{}},"Cmd":["echo","grüß & <dich>"]}}""", Encoding.UTF8.GetString(OciJson.Write(image)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"config":{"Cmd":3}}""")]
    [InlineData("""{"config":{"ExposedPorts":"x"}}""")]
    public void RefusesWithItsOwnException(string json) =>
        Assert.StartsWith("config sha256:x: ", Assert.Throws<ImageException>(() => OciJson.ReadImage(Encoding.UTF8.GetBytes(json), "config sha256:x")).Message, StringComparison.Ordinal);

    [Fact]
    public void TellsIndexFromManifest()
    {
        Assert.True(OciJson.ReadManifest("""{"schemaVersion":2,"manifests":[]}"""u8, "m").IsIndex);
        Assert.False(OciJson.ReadManifest("""{"schemaVersion":2,"config":{"digest":"x"},"layers":[]}"""u8, "m").IsIndex);
    }
}
