using System.Globalization;
using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>The engine itself: <c>/_ping</c>, <c>/version</c>, <c>/info</c>, <c>/events</c>, <c>/system/df</c>, <c>/auth</c>.</summary>
internal static class SystemRoutes
{
    public static Route[] All =>
    [
        new("GET", "/_ping", PingAsync),
        new("HEAD", "/_ping", PingAsync),
        new("GET", "/version", VersionAsync),
        new("GET", "/info", InfoAsync),
        new("GET", "/events", EventsAsync),
        new("GET", "/system/df", DiskUsageAsync),
        new("POST", "/auth", AuthAsync),
        new("OPTIONS", "{any}", call => call.StatusAsync(StatusCodes.Status200OK)),
    ];

    private static async Task PingAsync(ApiCall call)
    {
        var ping = await call.Engine.System.PingAsync(call.Cancel).ConfigureAwait(false);
        var response = call.Http.Response;
        response.Headers["Builder-Version"] = ping.BuilderVersion.Length > 0 ? ping.BuilderVersion : "1";
        response.Headers["Swarm"] = "inactive";
        response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
        response.Headers.Pragma = "no-cache";
        response.ContentType = "text/plain; charset=utf-8";
        if (call.Http.Request.Method == "HEAD")
        {
            response.ContentLength = 0;
            return;
        }

        response.ContentLength = 2;
        await response.Body.WriteAsync("OK"u8.ToArray(), call.Cancel).ConfigureAwait(false);
    }

    private static async Task VersionAsync(ApiCall call) =>
        await call.JsonAsync(await call.Engine.System.VersionAsync(call.Cancel).ConfigureAwait(false), DockerJson.Wire.VersionInfo).ConfigureAwait(false);

    private static async Task InfoAsync(ApiCall call) =>
        await call.JsonAsync(await call.Engine.System.InfoAsync(call.Cancel).ConfigureAwait(false), DockerJson.Wire.SystemInfo).ConfigureAwait(false);

    private static async Task EventsAsync(ApiCall call)
    {
        var options = new EventsOptions { Since = call.Time("since"), Until = call.Time("until"), Filters = call.Filters() };
        if (options.Since > options.Until)
        {
            throw ApiCall.Invalid($"`since` time ({Seconds(options.Since.Value)}) cannot be after `until` time ({Seconds(options.Until.Value)})");
        }

        var events = await call.Engine.System.EventsAsync(options, call.Cancel).ConfigureAwait(false);
        await call.StartAsync("application/json").ConfigureAwait(false);
        await foreach (var message in events.WithCancellation(call.Cancel).ConfigureAwait(false))
        {
            await call.LineAsync(message, DockerJson.Wire.EventMessage).ConfigureAwait(false);
        }
    }

    private static async Task DiskUsageAsync(ApiCall call)
    {
        var types = call.Texts("type");
        foreach (var type in types)
        {
            if (type is not ("container" or "image" or "volume" or "build-cache"))
            {
                throw ApiCall.Invalid("unknown object type: " + type);
            }
        }

        var options = new DiskUsageOptions
        {
            Containers = types.Count == 0 || types.Contains("container"),
            Images = types.Count == 0 || types.Contains("image"),
            Volumes = types.Count == 0 || types.Contains("volume"),
            BuildCache = types.Count == 0 || types.Contains("build-cache"),
        };
        var usage = await call.Engine.System.DiskUsageAsync(options, call.Cancel).ConfigureAwait(false);
        if (options.BuildCache)
        {
            usage = usage with { BuildCache = await call.Engine.Builder.UsageAsync(call.Cancel).ConfigureAwait(false) };
        }

        await call.JsonAsync(usage, DockerJson.Wire.DiskUsage).ConfigureAwait(false);
    }

    private static async Task AuthAsync(ApiCall call)
    {
        var auth = await call.RequiredBodyAsync(DockerJson.Wire.AuthConfig).ConfigureAwait(false);
        await call.JsonAsync(await call.Engine.System.AuthAsync(auth, call.Cancel).ConfigureAwait(false), DockerJson.Wire.AuthResponse).ConfigureAwait(false);
    }

    private static string Seconds(long nanos) => (nanos / 1_000_000_000).ToString(CultureInfo.InvariantCulture);
}
