using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>The two doors to BuildKit's API: <c>/grpc</c>, where the client calls the engine, and <c>/session</c>, where the engine calls the client.</summary>
internal sealed class BuildKitRoutes(BuildKitService service, HandoffEndPoint handoff)
{
    public Route[] All =>
    [
        new("POST", "/grpc", GrpcAsync, hijacks: true),
        new("POST", "/session", SessionAsync, hijacks: true),
    ];

    private async Task GrpcAsync(ApiCall call)
    {
        await using var stream = await UpgradeAsync(call).ConfigureAwait(false);
        await handoff.ServeAsync(stream, call.Cancel).ConfigureAwait(false);
    }

    private async Task SessionAsync(ApiCall call)
    {
        var headers = call.Http.Request.Headers;
        if (headers["X-Docker-Expose-Session-Uuid"].ToString() is not { Length: > 0 } id)
        {
            throw ApiCall.Invalid("a session needs a UUID");
        }

        await using var stream = await UpgradeAsync(call).ConfigureAwait(false);
        using var session = new BuildSession(stream, headers["X-Docker-Expose-Session-Grpc-Method"].OfType<string>());
        service.Sessions.Add(id, session);
        try
        {
            // It lasts as long as the connection.
            await Task.Delay(Timeout.Infinite, call.Cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is done.
        }
        finally
        {
            service.Sessions.Remove(id);
        }
    }

    private static async Task<HijackedStream> UpgradeAsync(ApiCall call)
    {
        if (!string.Equals(call.Http.Request.Headers.Upgrade.ToString(), "h2c", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiCall.Invalid("no upgrade proto in request");
        }

        if (!call.Http.Features.GetRequiredFeature<IHttpUpgradeFeature>().IsUpgradableRequest)
        {
            await call.Http.Request.Body.CopyToAsync(Stream.Null, call.Cancel).ConfigureAwait(false);
        }

        var stream = call.Http.Features.GetRequiredFeature<IHijackFeature>().Hijack();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"), call.Cancel).ConfigureAwait(false);
        return stream;
    }
}
