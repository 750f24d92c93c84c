using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>Volumes.</summary>
internal static class VolumeRoutes
{
    public static Route[] All =>
    [
        new("GET", "/volumes", ListAsync),
        new("POST", "/volumes/create", CreateAsync),
        new("POST", "/volumes/prune", PruneAsync),
        new("GET", "/volumes/{name}", InspectAsync),
        new("DELETE", "/volumes/{name}", RemoveAsync),
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var list = await call.Engine.Volumes.ListAsync(call.Filters(), call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(list, DockerJson.Wire.VolumeList).ConfigureAwait(false);
    }

    private static async Task InspectAsync(ApiCall call)
    {
        var volume = await call.Engine.Volumes.InspectAsync(call.Name, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(volume, DockerJson.Wire.Volume).ConfigureAwait(false);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        var request = await call.RequiredBodyAsync(DockerJson.Wire.VolumeCreateRequest).ConfigureAwait(false);
        var volume = await call.Engine.Volumes.CreateAsync(request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(volume, DockerJson.Wire.Volume, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(ApiCall call)
    {
        await call.Engine.Volumes.RemoveAsync(call.Name, call.Flag("force"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status204NoContent).ConfigureAwait(false);
    }

    private static async Task PruneAsync(ApiCall call)
    {
        // Before 1.42 a prune took named volumes too.
        var filters = call.Filters();
        filters = call.Version < new ApiVersion(1, 42) && !filters.Has("all") ? filters.With("all", "true") : filters;
        var report = await call.Engine.Volumes.PruneAsync(filters, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(report, DockerJson.Wire.VolumesPruneReport).ConfigureAwait(false);
    }
}
