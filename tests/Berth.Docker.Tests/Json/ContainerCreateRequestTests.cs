using System.Text.Json;

namespace Berth.Docker.Tests;

public sealed class ContainerCreateRequestTests
{
    [Fact]
    public void Configuration_and_the_rest_share_one_object()
    {
        var request = JsonSerializer.Deserialize(
            """{"Image":"nginx","Cmd":"sh","Labels":{"a":"b"},"HostConfig":{"NetworkMode":"none","Binds":["/a:/b"]},"NetworkingConfig":{"EndpointsConfig":{"n":null}}}""",
            DockerJson.Wire.ContainerCreateRequest)!;

        Assert.Equal("nginx", request.Config.Image);
        Assert.Equal(["sh"], request.Config.Cmd!);
        Assert.Equal("none", request.HostConfig.NetworkMode);
        Assert.Equal(["/a:/b"], request.HostConfig.Binds!);
        Assert.Null(request.NetworkingConfig.EndpointsConfig!["n"]);
    }

    [Fact]
    public void Missing_parts_are_empty()
    {
        var request = JsonSerializer.Deserialize("{\"Image\":\"x\"}", DockerJson.Wire.ContainerCreateRequest)!;
        Assert.Null(request.HostConfig.Binds);
        Assert.Equal("", request.HostConfig.NetworkMode);
        Assert.Null(request.NetworkingConfig.EndpointsConfig);
    }

    [Fact]
    public void No_entry_point_and_an_empty_one_differ()
    {
        Assert.Null(JsonSerializer.Deserialize("{}", DockerJson.Wire.ContainerConfig)!.Entrypoint);
        Assert.Empty(JsonSerializer.Deserialize("{\"Entrypoint\":[]}", DockerJson.Wire.ContainerConfig)!.Entrypoint!);
    }

    [Fact]
    public void Nothing_is_escaped_that_JSON_takes_as_it_is() =>
        Assert.Contains("<a&b> ü", JsonSerializer.Serialize(new ContainerConfig { Image = "<a&b> ü" }, DockerJson.Wire.ContainerConfig), StringComparison.Ordinal);
}
