using System.Text.Json;
using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>A container's files as tar archives.</summary>
internal static class ArchiveRoutes
{
    public static Route[] All =>
    [
        new("HEAD", "/containers/{name}/archive", StatAsync),
        new("GET", "/containers/{name}/archive", GetAsync),
        new("PUT", "/containers/{name}/archive", PutAsync),
        new("GET", "/containers/{name}/export", ExportAsync),
    ];

    private static async Task StatAsync(ApiCall call)
    {
        SetStat(call, await call.Engine.Containers.StatArchiveAsync(call.Name, Path(call), call.Cancel).ConfigureAwait(false));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var archive = await call.Engine.Containers.GetArchiveAsync(call.Name, Path(call), call.Cancel).ConfigureAwait(false);
        await using (archive.ConfigureAwait(false))
        {
            SetStat(call, archive.Stat);
            call.Http.Response.ContentType = "application/x-tar";
            await archive.Stream.CopyToAsync(call.Http.Response.Body, call.Cancel).ConfigureAwait(false);
        }
    }

    private static async Task PutAsync(ApiCall call)
    {
        await call.Engine.Containers.PutArchiveAsync(
            call.Name, Path(call), call.Http.Request.Body, call.Flag("noOverwriteDirNonDir"), call.Flag("copyUIDGID"), call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task ExportAsync(ApiCall call)
    {
        call.Http.Response.ContentType = "application/octet-stream";
        await call.Engine.Containers.ExportAsync(call.Name, call.Http.Response.Body, call.Cancel).ConfigureAwait(false);
    }

    private static string Path(ApiCall call) => call.TextOrNull("path") ?? throw ApiCall.Invalid("bad parameter: pathcannot be empty");

    private static void SetStat(ApiCall call, ContainerPathStat stat) => call.Http.Response.Headers["X-Docker-Container-Path-Stat"] =
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(stat, DockerJson.Wire.ContainerPathStat));
}
