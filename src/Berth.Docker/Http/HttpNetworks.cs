using System.Text.Json;

namespace Berth.Docker;

/// <summary>Networks over HTTP.</summary>
internal sealed class HttpNetworks(DockerClient client) : INetworks
{
    public Task<IReadOnlyList<Network>> ListAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("GET", new RequestPath("/networks").With("filters", filters)),
            (ref Utf8JsonReader json) => json.CurrentList(ApiReader.Network) ?? [],
            cancel);

    public Task<Network> InspectAsync(string id, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", Path(id, "")), ApiReader.Network, cancel);

    public Task<NetworkCreateResponse> CreateAsync(NetworkCreateRequest request, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("POST", "/networks/create") { Json = ApiBody.Of(request, ApiWriter.NetworkCreateRequest) },
            ApiReader.NetworkCreateResponse,
            cancel);

    public Task RemoveAsync(string id, CancellationToken cancel = default) => client.DoAsync(new HttpRequest("DELETE", Path(id, "")), cancel);

    public Task ConnectAsync(string id, NetworkConnectRequest request, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/connect")) { Json = ApiBody.Of(request, ApiWriter.NetworkConnectRequest) }, cancel);

    public Task DisconnectAsync(string id, NetworkDisconnectRequest request, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/disconnect")) { Json = ApiBody.Of(request, ApiWriter.NetworkDisconnectRequest) }, cancel);

    public Task<NetworksPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("POST", new RequestPath("/networks/prune").With("filters", filters)), ApiReader.NetworksPruneReport, cancel);

    public Task<IReadOnlyList<PortReach>> ReachAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("GET", new RequestPath("/berth/ports").With("filters", filters)),
            (ref Utf8JsonReader json) => json.CurrentList(ApiReader.PortReach) ?? [],
            cancel);

    private static RequestPath Path(string id, string rest) => new RequestPath("/networks/").Name(id).Then(rest);
}
