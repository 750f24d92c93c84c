using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>Networks, and who reaches published ports (Berth's own <c>/berth/ports</c>).</summary>
internal static class NetworkRoutes
{
    public static Route[] All =>
    [
        new("GET", "/networks", ListAsync),
        new("GET", "/networks/", ListAsync),
        new("POST", "/networks/create", CreateAsync),
        new("POST", "/networks/prune", PruneAsync),
        new("POST", "/networks/{name}/connect", ConnectAsync),
        new("POST", "/networks/{name}/disconnect", DisconnectAsync),
        new("GET", "/networks/{name}", InspectAsync),
        new("DELETE", "/networks/{name}", RemoveAsync),
        new("GET", "/berth/ports", ReachAsync),
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var list = await call.Engine.Networks.ListAsync(call.Filters(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(list, DockerJson.Wire.NetworkList).ConfigureAwait(false);
    }

    private static async Task InspectAsync(ApiCall call)
    {
        var network = await call.Engine.Networks.InspectAsync(call.Name, call.Cancel).ConfigureAwait(false);
        if (call.TextOrNull("scope") is { } scope && scope != network.Scope)
        {
            throw new DockerException(DockerErrorKind.NotFound, $"network {call.Name} not found");
        }

        await call.JsonAsync(network, DockerJson.Wire.Network).ConfigureAwait(false);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        var request = await call.RequiredBodyAsync(DockerJson.Wire.NetworkCreateRequest).ConfigureAwait(false);
        request = call.Version < new ApiVersion(1, 48) ? request with { EnableIPv4 = null } : request;
        var response = await call.Engine.Networks.CreateAsync(request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(response, DockerJson.Wire.NetworkCreateResponse, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task ConnectAsync(ApiCall call)
    {
        var request = await call.RequiredBodyAsync(DockerJson.Wire.NetworkConnectRequest).ConfigureAwait(false);
        await call.Engine.Networks.ConnectAsync(call.Name, request, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task DisconnectAsync(ApiCall call)
    {
        var request = await call.RequiredBodyAsync(DockerJson.Wire.NetworkDisconnectRequest).ConfigureAwait(false);
        await call.Engine.Networks.DisconnectAsync(call.Name, request, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(ApiCall call)
    {
        await call.Engine.Networks.RemoveAsync(call.Name, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task ReachAsync(ApiCall call)
    {
        var reach = await call.Engine.Networks.ReachAsync(call.Filters(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(reach, DockerJson.Wire.PortReachList).ConfigureAwait(false);
    }

    private static async Task PruneAsync(ApiCall call)
    {
        var report = await call.Engine.Networks.PruneAsync(call.Filters(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(report, DockerJson.Wire.NetworksPruneReport).ConfigureAwait(false);
    }
}
