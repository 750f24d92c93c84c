using Berth.Docker;

namespace Berth.Server;

/// <summary>Swarm mode and plugins: answered as an engine does that has neither.</summary>
internal static class SwarmRoutes
{
    private static readonly string[] Swarm = ["/swarm", "/nodes", "/services", "/tasks", "/secrets", "/configs"];
    private static readonly string[] Methods = ["GET", "POST", "DELETE"];

    public static Route[] All =>
    [
        new("GET", "/plugins", call => call.JsonAsync([], DockerJson.Wire.StringList)),
        new("GET", "/plugins/{name}/json", NoPluginAsync),
        new("DELETE", "/plugins/{name}", NoPluginAsync),
        .. from method in Methods from path in Swarm select new Route(method, path, NoSwarmAsync),
        .. from method in Methods from path in Swarm select new Route(method, path + "/{name}", NoSwarmAsync),
    ];

    private static Task NoSwarmAsync(ApiCall call) => throw new DockerException(
        DockerErrorKind.Unavailable,
        "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.");

    private static Task NoPluginAsync(ApiCall call) =>
        throw new DockerException(DockerErrorKind.NotFound, $"plugin {ApiCall.Quoted(call.Name)} not found");
}
