using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>Containers: what answers at once.</summary>
internal static class ContainerRoutes
{
    public static Route[] All =>
    [
        new("GET", "/containers/json", ListAsync),
        new("POST", "/containers/create", CreateAsync),
        new("POST", "/containers/prune", PruneAsync),
        new("GET", "/containers/{name}/json", InspectAsync),
        new("GET", "/containers/{name}/top", TopAsync),
        new("GET", "/containers/{name}/changes", ChangesAsync),
        new("POST", "/containers/{name}/start", StartAsync),
        new("POST", "/containers/{name}/stop", StopAsync),
        new("POST", "/containers/{name}/restart", RestartAsync),
        new("POST", "/containers/{name}/kill", KillAsync),
        new("POST", "/containers/{name}/pause", PauseAsync),
        new("POST", "/containers/{name}/unpause", UnpauseAsync),
        new("POST", "/containers/{name}/rename", RenameAsync),
        new("POST", "/containers/{name}/update", UpdateAsync),
        new("POST", "/containers/{name}/resize", ResizeAsync),
        new("DELETE", "/containers/{name}", RemoveAsync),
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var options = new ContainerListOptions
        {
            All = call.Flag("all"),
            Limit = call.Int32("limit") ?? 0,
            Size = call.Flag("size"),
            Filters = call.Filters(),
        };
        var list = await call.Engine.Containers.ListAsync(options, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(list, DockerJson.Wire.ContainerSummaryList).ConfigureAwait(false);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        var request = CreateRequests.Normalize(await call.RequiredBodyAsync(DockerJson.Wire.ContainerCreateRequest).ConfigureAwait(false), call.Version);
        var response = await call.Engine.Containers.CreateAsync(call.TextOrNull("name"), call.TextOrNull("platform"), request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(response, DockerJson.Wire.ContainerCreateResponse, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task InspectAsync(ApiCall call)
    {
        var container = await call.Engine.Containers.InspectAsync(call.Name, call.Flag("size"), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(container, DockerJson.Wire.ContainerInspect).ConfigureAwait(false);
    }

    private static async Task TopAsync(ApiCall call)
    {
        var top = await call.Engine.Containers.TopAsync(call.Name, call.TextOrNull("ps_args"), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(top, DockerJson.Wire.ContainerTopResponse).ConfigureAwait(false);
    }

    private static async Task ChangesAsync(ApiCall call)
    {
        var changes = await call.Engine.Containers.ChangesAsync(call.Name, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(changes!, DockerJson.Wire.FilesystemChangeList).ConfigureAwait(false);
    }

    private static async Task StartAsync(ApiCall call)
    {
        // Up to 7 bytes may be "null" or "{}" with line ends, which old clients send.
        var chunked = call.Http.Request.Headers.TransferEncoding.Count > 0;
        if (call.Http.Request.ContentLength > 7 || chunked)
        {
            throw ApiCall.Invalid("starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24");
        }

        var done = await call.Engine.Containers.StartAsync(call.Name, call.TextOrNull("detachKeys"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(done ? StatusCodes.Status204NoContent : StatusCodes.Status304NotModified).ConfigureAwait(false);
    }

    private static async Task StopAsync(ApiCall call)
    {
        var done = await call.Engine.Containers.StopAsync(call.Name, call.Int32("t"), Signal(call), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(done ? StatusCodes.Status204NoContent : StatusCodes.Status304NotModified).ConfigureAwait(false);
    }

    private static async Task RestartAsync(ApiCall call)
    {
        await call.Engine.Containers.RestartAsync(call.Name, call.Int32("t"), Signal(call), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task KillAsync(ApiCall call)
    {
        await call.Engine.Containers.KillAsync(call.Name, call.TextOrNull("signal"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task PauseAsync(ApiCall call)
    {
        await call.Engine.Containers.PauseAsync(call.Name, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task UnpauseAsync(ApiCall call)
    {
        await call.Engine.Containers.UnpauseAsync(call.Name, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task RenameAsync(ApiCall call)
    {
        await call.Engine.Containers.RenameAsync(call.Name, call.Text("name"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task UpdateAsync(ApiCall call)
    {
        var request = await call.RequiredBodyAsync(DockerJson.Wire.ContainerUpdateRequest).ConfigureAwait(false);
        var response = await call.Engine.Containers.UpdateAsync(call.Name, request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(response, DockerJson.Wire.ContainerUpdateResponse).ConfigureAwait(false);
    }

    private static async Task ResizeAsync(ApiCall call)
    {
        var (height, width) = TerminalSize.Of(call);
        await call.Engine.Containers.ResizeAsync(call.Name, height, width, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(ApiCall call)
    {
        await call.Engine.Containers.RemoveAsync(call.Name, call.Flag("force"), call.Flag("v"), call.Flag("link"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task PruneAsync(ApiCall call)
    {
        var report = await call.Engine.Containers.PruneAsync(call.Filters(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(report, DockerJson.Wire.ContainersPruneReport).ConfigureAwait(false);
    }

    private static string? Signal(ApiCall call) => call.Version >= new ApiVersion(1, 42) ? call.TextOrNull("signal") : null;
}
