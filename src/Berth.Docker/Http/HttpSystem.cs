using System.Runtime.CompilerServices;

namespace Berth.Docker;

/// <summary>The engine itself over HTTP.</summary>
internal sealed class HttpSystem(DockerClient client) : ISystem
{
    public async Task<PingResponse> PingAsync(CancellationToken cancel = default)
    {
        using var response = await client.SendAsync(new HttpRequest("HEAD", "/_ping") { Unversioned = true }, cancel).ConfigureAwait(false);
        return new PingResponse
        {
            ApiVersion = response.Head.Get("api-version"u8) ?? "",
            OsType = response.Head.Get("ostype"u8) ?? "",
            Experimental = response.Head.Get("docker-experimental"u8) == "true",
            BuilderVersion = response.Head.Get("builder-version"u8) ?? "",
        };
    }

    public Task<VersionInfo> VersionAsync(CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", "/version"), ApiReader.VersionInfo, cancel);

    public Task<SystemInfo> InfoAsync(CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", "/info"), ApiReader.SystemInfo, cancel);

    public async Task<IAsyncEnumerable<EventMessage>> EventsAsync(EventsOptions options, CancellationToken cancel = default)
    {
        var path = new RequestPath("/events")
            .With("since", options.Since is { } since ? DockerTimestamps.FormatUnix(since) : null)
            .With("until", options.Until is { } until ? DockerTimestamps.FormatUnix(until) : null)
            .With("filters", options.Filters);
        return EachAsync(await client.SendAsync(new HttpRequest("GET", path), cancel).ConfigureAwait(false), cancel);
    }

    public Task<DiskUsage> DiskUsageAsync(DiskUsageOptions options, CancellationToken cancel = default)
    {
        var path = new RequestPath("/system/df");
        if (!(options.Containers && options.Images && options.Volumes && options.BuildCache))
        {
            path.With("type", options.Containers ? "container" : null).With("type", options.Images ? "image" : null)
                .With("type", options.Volumes ? "volume" : null).With("type", options.BuildCache ? "build-cache" : null);
        }

        return client.GetAsync(new HttpRequest("GET", path), ApiReader.DiskUsage, cancel);
    }

    public Task<AuthResponse> AuthAsync(AuthConfig auth, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("POST", "/auth") { Json = ApiBody.Of(auth, ApiWriter.AuthConfig) }, ApiReader.AuthResponse, cancel);

    private static async IAsyncEnumerable<EventMessage> EachAsync(HttpResponse response, [EnumeratorCancellation] CancellationToken cancel)
    {
        using (response)
        {
            var stream = new JsonStream(response.Body);
            while (await stream.NextAsync(ApiReader.EventMessage, cancel).ConfigureAwait(false) is { } message)
            {
                yield return message;
            }
        }
    }
}
