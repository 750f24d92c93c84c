namespace Berth.Server.Tests;

/// <summary>What is on the wire, byte for byte where clients look at it.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("GET", "/v1.51/nope", 404, """{"message":"page not found"}""")]
    [InlineData("DELETE", "/v1.51/info", 404, """{"message":"page not found"}""")]
    [InlineData("GET", "/v1.99/info", 400, """{"message":"client version 1.99 is too new. Maximum supported API version is 1.51"}""")]
    [InlineData("GET", "/v1.51/containers/nope/json", 404, """{"message":"No such container: nope"}""")]
    [InlineData("GET", "/containers//nope/json", 404, """{"message":"No such container: nope"}""")]
    [InlineData("GET", "/v1.51/images/a%2Fb%3Ac/json", 404, """{"message":"No such image: a/b:c"}""")]
    [InlineData("GET", "/v1.51/images/host.example.com:5000/a/b/json", 404, """{"message":"No such image: host.example.com:5000/a/b:latest"}""")]
    [InlineData("GET", "/v1.51/containers/json?filters=x", 400, """{"message":"invalid filter"}""")]
    [InlineData("GET", "/v1.51/containers/json?limit=x", 400, """{"message":"strconv.Atoi: parsing \"x\": invalid syntax"}""")]
    [InlineData("POST", "/v1.51/containers/x/wait?condition=x", 400, """{"message":"invalid condition: \"x\""}""")]
    [InlineData("POST", "/v1.51/containers/x/resize?h=x&w=1", 400, """{"message":"invalid resize height \"x\": invalid syntax"}""")]
    [InlineData("GET", "/v1.51/events?since=10&until=5", 400, """{"message":"`since` time (10) cannot be after `until` time (5)"}""")]
    [InlineData("GET", "/v1.51/system/df?type=x", 400, """{"message":"unknown object type: x"}""")]
    [InlineData("GET", "/v1.51/containers/x/stats?stream=1&one-shot=1", 400, """{"message":"cannot have stream=true and one-shot=true"}""")]
    [InlineData("GET", "/v1.51/containers/x/archive", 400, """{"message":"bad parameter: pathcannot be empty"}""")]
    [InlineData("POST", "/v1.51/build?version=3", 400, """{"message":"invalid version \"3\""}""")]
    [InlineData("GET", "/v1.51/swarm", 503, """{"message":"This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again."}""")]
    [InlineData("GET", "/v1.51/secrets", 503, """{"message":"This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again."}""")]
    [InlineData("GET", "/v1.51/plugins", 200, "[]")]
    [InlineData("GET", "/v1.51/containers/json", 200, "[]")]
    [InlineData("OPTIONS", "/v1.51/anything", 200, "")]
    public async Task Answers(string method, string path, int status, string body)
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        var answer = connection.Ask(method, path);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nApi-Version: 1.51\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(body, answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].TrimEnd('\n'));
    }

    [Theory]
    [InlineData("", "", """{"message":"invalid JSON: got EOF while reading request body"}""")]
    [InlineData("Content-Type: text/plain\r\n", "{}", """{"message":"unsupported Content-Type header (text/plain): must be 'application/json'"}""")]
    [InlineData("Content-Type: application/json; charset=utf-8\r\n", "{}", """{"message":"config cannot be empty in order to create a container"}""")]
    [InlineData("Content-Type: application/json\r\n", "{\"Image\":\"x\"} {}", """{"message":"unexpected content after JSON"}""")]
    [InlineData("Content-Type: application/json\r\n", "{\"Image\":\"dup\",\"HostConfig\":{\"Mounts\":[{\"Type\":\"volume\",\"Target\":\"/x\",\"BindOptions\":{}}]}}", """{"message":"BindOptions must not be specified on mount type \"volume\""}""")]
    public async Task A_body_that_makes_no_sense_is_refused(string headers, string body, string message)
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        connection.Send($"POST /v1.51/containers/create HTTP/1.1\r\nHost: d\r\nConnection: close\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
        var answer = connection.ReadToEnd();
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.EndsWith(message + "\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_told_in_plain_text()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        var answer = connection.Ask("GET", "/v1.20/info");
        Assert.Contains("400 Bad Request", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", answer, StringComparison.Ordinal);
        Assert.Contains("client version 1.20 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_says_what_is_spoken()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        var answer = connection.Ask("GET", "/_ping");
        foreach (var header in new[] { "Api-Version: 1.51", "Builder-Version: 1", "Docker-Experimental: false", "Ostype: linux", "Swarm: inactive", "Server: Berth/1.2.3 (linux)", "Cache-Control: no-cache, no-store, must-revalidate", "Pragma: no-cache", "Content-Length: 2" })
        {
            Assert.Contains($"\r\n{header}\r\n", answer, StringComparison.Ordinal);
        }

        Assert.EndsWith("\r\n\r\nOK", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_with_a_body_is_refused()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        Assert.Contains("starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24", connection.Ask("POST", "/containers/x/start", "{\"abcdefg\":12}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_network_default_becomes_bridge_and_old_versions_get_less()
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        connection.Ask(
            "POST",
            "/v1.42/containers/create?name=c",
            """{"Image":"busybox","Healthcheck":{"StartInterval":5},"MacAddress":"02:42:ac:11:00:02","HostConfig":{"NetworkMode":"default","PidsLimit":-1,"MemorySwappiness":-1,"Annotations":{"a":"b"},"Mounts":[{"Type":"bind","Source":"/s","Target":"/t","ReadOnly":true,"BindOptions":{}}]},"NetworkingConfig":{"EndpointsConfig":{"default":{"Aliases":["x"]}}}}""");
        var request = served.Engine.Containers.Find("c").Request;
        Assert.Equal("bridge", request.HostConfig.NetworkMode);
        Assert.Null(request.HostConfig.PidsLimit);
        Assert.Null(request.HostConfig.MemorySwappiness);
        Assert.Null(request.HostConfig.Annotations);
        Assert.Equal(0, request.Config.Healthcheck!.StartInterval);
        Assert.True(request.HostConfig.Mounts![0].BindOptions!.ReadOnlyNonRecursive);
        var (network, settings) = Assert.Single(request.NetworkingConfig.EndpointsConfig!);
        Assert.Equal(("bridge", "x", "02:42:ac:11:00:02"), (network, settings!.Aliases![0], settings.MacAddress));
    }
}
