using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>Processes run in running containers.</summary>
internal static class ExecRoutes
{
    public static Route[] All =>
    [
        new("POST", "/containers/{name}/exec", CreateAsync),
        new("POST", "/exec/{name}/start", StartAsync, hijacks: true),
        new("POST", "/exec/{name}/resize", ResizeAsync),
        new("GET", "/exec/{name}/json", InspectAsync),
    ];

    private static async Task CreateAsync(ApiCall call)
    {
        var request = await call.RequiredBodyAsync(DockerJson.Wire.ExecCreateRequest).ConfigureAwait(false);
        if (request.Cmd is not { Count: > 0 })
        {
            throw ApiCall.Invalid("No exec command specified");
        }

        request = call.Version < new ApiVersion(1, 42) ? request with { ConsoleSize = null } : request;
        var id = await call.Engine.Execs.CreateAsync(call.Name, request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(new ExecCreateResponse { Id = id }, DockerJson.Wire.ExecCreateResponse, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task StartAsync(ApiCall call)
    {
        var request = await call.BodyAsync(DockerJson.Wire.ExecStartRequest).ConfigureAwait(false) ?? new ExecStartRequest();
        request = call.Version < new ApiVersion(1, 42) ? request with { ConsoleSize = null } : request;
        if (request is { ConsoleSize: not null, Tty: false })
        {
            throw ApiCall.Invalid("console size is only supported with TTY");
        }

        var streams = await call.Engine.Execs.StartAsync(call.Name, request, call.Cancel).ConfigureAwait(false);
        if (streams is null)
        {
            await call.StatusAsync(StatusCodes.Status200OK).ConfigureAwait(false);
            return;
        }

        await AttachAnswer.RunAsync(call, streams, takesInput: true).ConfigureAwait(false);
    }

    private static async Task ResizeAsync(ApiCall call)
    {
        var (height, width) = TerminalSize.Of(call);
        await call.Engine.Execs.ResizeAsync(call.Name, height, width, call.Cancel).ConfigureAwait(false);
        await call.StatusAsync(StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task InspectAsync(ApiCall call)
    {
        var exec = await call.Engine.Execs.InspectAsync(call.Name, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(exec, DockerJson.Wire.ExecInspect).ConfigureAwait(false);
    }
}
