using System.Text;
using System.Text.Json;
using Berth.Docker;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Berth.Server;

/// <summary>Serves each request: version, route, handler, and an error's answer.</summary>
internal sealed class ApiApplication(ApiServerOptions options, HandoffEndPoint handoff, BuildKitService buildKit) : IHttpApplication<HttpContext>
{
    private readonly Route[] _routes = RouteTable.Create(new BuildKitRoutes(buildKit, handoff));
    private readonly string _server = $"Berth/{options.EngineVersion} (linux)";
    private int _active;

    public int Active => _active;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        Interlocked.Increment(ref _active);
        try
        {
            await (HttpProtocol.IsHttp2(context.Request.Protocol) ? buildKit.ServeAsync(context) : ServeAsync(context)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer.
        }
        catch (DockerException e)
        {
            await FailAsync(context, DockerException.StatusOf(e.Kind), e.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(context, e.StatusCode, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            options.OnError?.Invoke($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", e);
            await FailAsync(context, StatusCodes.Status500InternalServerError, e.Message).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private Task ServeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["Api-Version"] = ApiVersion.Max.ToString();
        headers["Docker-Experimental"] = "false";
        headers["Ostype"] = "linux";
        headers.Server = _server;

        var text = Normalize(context.Request.Path.Value ?? "/");
        var path = text.AsSpan();
        if (ApiVersion.TryTake(ref path, out var version) && version > ApiVersion.Max)
        {
            throw ApiCall.Invalid($"client version {version} is too new. Maximum supported API version is {ApiVersion.Max}");
        }

        if (version < ApiVersion.Min)
        {
            return TooOldAsync(context, version);
        }

        foreach (var route in _routes)
        {
            if (route.Method == context.Request.Method && route.Matches(path, out var name))
            {
                if (!route.Hijacks)
                {
                    context.Features.Get<IHijackFeature>()?.TakeHalfCloseAsGone();
                }

                return route.Handler(new ApiCall(context, options, version, name));
            }
        }

        throw new DockerException(DockerErrorKind.NotFound, "page not found");
    }

    // Kestrel leaves escaped slashes, which image names may have; a name with a slash before it makes two in a row.
    private static string Normalize(string path)
    {
        path = path.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : path;
        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        return path;
    }

    private static Task TooOldAsync(HttpContext context, ApiVersion version)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            $"client version {version} is too old. Minimum supported API version is {ApiVersion.Min}, please upgrade your client to a newer version\n",
            context.RequestAborted);
    }

    private static async Task FailAsync(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted)
        {
            // Part of an answer was sent: only a broken connection tells that the rest is missing.
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        if (status == StatusCodes.Status304NotModified)
        {
            return;
        }

        var json = Encoding.UTF8.GetBytes($"{{\"message\":\"{JsonEncodedText.Encode(message, DockerJson.Wire.Options.Encoder)}\"}}\n");
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, CancellationToken.None).ConfigureAwait(false);
    }
}
