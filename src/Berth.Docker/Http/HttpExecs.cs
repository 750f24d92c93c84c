namespace Berth.Docker;

/// <summary>Execs over HTTP.</summary>
internal sealed class HttpExecs(DockerClient client) : IExecs
{
    public async Task<string> CreateAsync(string containerId, ExecCreateRequest request, CancellationToken cancel = default)
    {
        var path = new RequestPath("/containers/").Name(containerId).Then("/exec");
        var response = await client.GetAsync(
            new HttpRequest("POST", path) { Json = ApiBody.Of(request, ApiWriter.ExecCreateRequest) }, ApiReader.ExecCreateResponse, cancel).ConfigureAwait(false);
        return response.Id;
    }

    public async Task<AttachedStream?> StartAsync(string id, ExecStartRequest request, CancellationToken cancel = default)
    {
        var http = new HttpRequest("POST", Path(id, "/start")) { Json = ApiBody.Of(request, ApiWriter.ExecStartRequest), Upgrade = !request.Detach };
        if (!request.Detach)
        {
            return await client.HijackAsync(http, request.Tty, cancel).ConfigureAwait(false);
        }

        await client.DoAsync(http, cancel).ConfigureAwait(false);
        return null;
    }

    public Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/resize").With("h", height).With("w", width)), cancel);

    public Task<ExecInspect> InspectAsync(string id, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", Path(id, "/json")), ApiReader.ExecInspect, cancel);

    private static RequestPath Path(string id, string rest) => new RequestPath("/exec/").Name(id).Then(rest);
}
