namespace Berth.Docker;

/// <summary>Volumes over HTTP.</summary>
internal sealed class HttpVolumes(DockerClient client) : IVolumes
{
    public Task<VolumeList> ListAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", new RequestPath("/volumes").With("filters", filters)), ApiReader.VolumeList, cancel);

    public Task<Volume> InspectAsync(string name, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", Path(name)), ApiReader.Volume, cancel);

    public Task<Volume> CreateAsync(VolumeCreateRequest request, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("POST", "/volumes/create") { Json = ApiBody.Of(request, ApiWriter.VolumeCreateRequest) }, ApiReader.Volume, cancel);

    public Task RemoveAsync(string name, bool force = false, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("DELETE", Path(name).With("force", force)), cancel);

    public Task<VolumesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("POST", new RequestPath("/volumes/prune").With("filters", filters)), ApiReader.VolumesPruneReport, cancel);

    private static RequestPath Path(string name) => new RequestPath("/volumes/").Name(name);
}
