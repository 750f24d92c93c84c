using Berth.Docker;

namespace Berth.Server.Tests.BuildKit;

public sealed class FrontendOptionsTests
{
    [Fact]
    public void Options_become_a_request()
    {
        BuildRequest request = Of(
            ("target", "t"), ("platform", "linux/arm64"), ("build-arg:A", "1"), ("label:l", "x"), ("no-cache", ""), ("image-resolve-mode", "pull"), ("force-network-mode", "host"), ("add-hosts", "a=1.1.1.1,b=::1"),
            ("shm-size", "64"), ("ulimit", "nofile=1:2,nproc=3"), ("cgroup-parent", "/c"), ("cache-imports", """[{"Type":"registry","Attrs":{"ref":"x:1"}}]"""));
        Assert.Equal(("t", "linux/arm64", true, true, "host", 64, "/c"), (request.Target, request.Platform, request.NoCache, request.Pull, request.NetworkMode, request.ShmSize, request.CgroupParent));
        Assert.Equal("1", request.BuildArgs["A"]);
        Assert.Equal("x", request.Labels["l"]);
        Assert.Equal(["a:1.1.1.1", "b:::1"], request.ExtraHosts);
        Assert.Equal([new Ulimit { Name = "nofile", Soft = 1, Hard = 2 }, new Ulimit { Name = "nproc", Soft = 3, Hard = 3 }], request.Ulimits);
        Assert.Equal(["x:1"], request.CacheFrom);
    }

    [Theory]
    [InlineData("requestid", "frontend.outline", "frontend.outline: this engine builds; it answers no questions about Dockerfiles")]
    [InlineData("platform", "linux/amd64,linux/arm64", "several platforms in one build are not supported")]
    [InlineData("ulimit", "nofile", "invalid ulimit nofile")]
    public void What_can_not_be_honoured_is_refused(string key, string value, string message) => Assert.Equal(message, Assert.Throws<GrpcException>(() => Of((key, value))).Message);

    [Fact]
    public void Names_are_those_of_all_exporters()
    {
        Assert.Equal(["a", "b:1", "c"], SolveRunner.Names([Exporter("moby", "a, b:1"), Exporter("image", "c"), Exporter("cacheonly", "")]));
        Assert.StartsWith("the output type=oci is not supported", Assert.Throws<GrpcException>(() => SolveRunner.Names([Exporter("oci", "")])).Message, StringComparison.Ordinal);
    }

    private static SolveExporter Exporter(string type, string names) => new(type, new Dictionary<string, string> { ["name"] = names });

    private static BuildRequest Of(params (string Key, string Value)[] options) => new FrontendOptions(options.ToDictionary(pair => pair.Key, pair => pair.Value)).ToRequest();
}
