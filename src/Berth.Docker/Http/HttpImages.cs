using System.Text.Json;

namespace Berth.Docker;

/// <summary>Images over HTTP.</summary>
internal sealed class HttpImages(DockerClient client) : IImages
{
    public Task<IReadOnlyList<ImageSummary>> ListAsync(ImageListOptions options, CancellationToken cancel = default)
    {
        var path = new RequestPath("/images/json").With("all", options.All).With("shared-size", options.SharedSize)
            .With("manifests", options.Manifests).With("filters", options.Filters);
        return client.GetAsync(new HttpRequest("GET", path), (ref Utf8JsonReader json) => json.CurrentList(ApiReader.ImageSummary) ?? [], cancel);
    }

    public Task<ImageInspect> InspectAsync(string name, string? platform = null, bool manifests = false, CancellationToken cancel = default)
    {
        var path = Path(name, "/json").With("platform", PlatformJson(platform)).With("manifests", manifests);
        return client.GetAsync(new HttpRequest("GET", path), ApiReader.ImageInspect, cancel);
    }

    public Task<IReadOnlyList<ImageHistoryItem>> HistoryAsync(string name, string? platform = null, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("GET", Path(name, "/history").With("platform", PlatformJson(platform))),
            (ref Utf8JsonReader json) => json.CurrentList(ApiReader.ImageHistoryItem) ?? [],
            cancel);

    public Task PullAsync(ImagePullRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        var path = new RequestPath("/images/create").With("fromImage", request.FromImage).With("tag", request.Tag).With("platform", request.Platform);
        return client.ProgressAsync(new HttpRequest("POST", path) { Header = ApiBody.RegistryAuth(request.RegistryAuth) }, progress, cancel);
    }

    public Task PushAsync(ImagePushRequest request, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        var path = Path(request.Name, "/push").With("tag", request.Tag).With("platform", PlatformJson(request.Platform));
        return client.ProgressAsync(new HttpRequest("POST", path) { Header = ApiBody.RegistryAuth(request.RegistryAuth) }, progress, cancel);
    }

    public Task TagAsync(string name, string repository, string tag, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(name, "/tag").With("repo", repository).With("tag", tag)), cancel);

    public Task<IReadOnlyList<ImageDeleteItem>> RemoveAsync(
        string name, bool force = false, bool noPrune = false, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("DELETE", Path(name, "").With("force", force).With("noprune", noPrune)),
            (ref Utf8JsonReader json) => json.CurrentList(ApiReader.ImageDeleteItem) ?? [],
            cancel);

    public Task<ImagesPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("POST", new RequestPath("/images/prune").With("filters", filters)), ApiReader.ImagesPruneReport, cancel);

    public async Task SaveAsync(IReadOnlyList<string> names, Stream destination, string? platform = null, CancellationToken cancel = default)
    {
        var path = new RequestPath("/images/get").WithEach("names", names).With("platform", PlatformJson(platform));
        using var response = await client.SendAsync(new HttpRequest("GET", path), cancel).ConfigureAwait(false);
        await response.Body.CopyToAsync(destination, cancel).ConfigureAwait(false);
    }

    public Task LoadAsync(
        Stream archive, IProgress<ProgressMessage> progress, bool quiet = false, string? platform = null, CancellationToken cancel = default)
    {
        var path = new RequestPath("/images/load").With("quiet", quiet).With("platform", PlatformJson(platform));
        return client.ProgressAsync(new HttpRequest("POST", path) { Content = archive }, progress, cancel);
    }

    public Task ImportAsync(ImageImportRequest request, Stream? content, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        var path = new RequestPath("/images/create").With("fromSrc", request.Source).With("repo", request.Repository).With("tag", request.Tag)
            .With("message", request.Message).WithEach("changes", request.Changes).With("platform", request.Platform);
        return client.ProgressAsync(new HttpRequest("POST", path) { Content = content }, progress, cancel);
    }

    public Task<IReadOnlyList<ImageSearchResult>> SearchAsync(ImageSearchRequest request, CancellationToken cancel = default)
    {
        var path = new RequestPath("/images/search").With("term", request.Term).WithNonZero("limit", request.Limit).With("filters", request.Filters);
        return client.GetAsync(
            new HttpRequest("GET", path) { Header = ApiBody.RegistryAuth(request.RegistryAuth) },
            (ref Utf8JsonReader json) => json.CurrentList(ApiReader.ImageSearchResult) ?? [],
            cancel);
    }

    public async Task<string> CommitAsync(ImageCommitRequest request, CancellationToken cancel = default)
    {
        var path = new RequestPath("/commit").With("container", request.Container).With("repo", request.Repository).With("tag", request.Tag)
            .With("author", request.Author).With("comment", request.Comment).With("pause", request.Pause ? null : "0")
            .WithEach("changes", request.Changes);
        var http = new HttpRequest("POST", path) { Json = ApiBody.Of(request.Config ?? new ContainerConfig(), ApiWriter.ContainerConfig) };
        return (await client.GetAsync(http, ApiReader.ImageCommitResponse, cancel).ConfigureAwait(false)).Id;
    }

    public Task<DistributionInspect> DistributionAsync(string name, AuthConfig? registryAuth = null, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("GET", new RequestPath("/distribution/").Name(name).Then("/json")) { Header = ApiBody.RegistryAuth(registryAuth) },
            ApiReader.DistributionInspect,
            cancel);

    private static RequestPath Path(string name, string rest) => new RequestPath("/images/").Name(name).Then(rest);

    // These operations take a platform as JSON, where pull and create take it as "os/arch/variant".
    private static string? PlatformJson(string? platform)
    {
        if (string.IsNullOrEmpty(platform))
        {
            return null;
        }

        var parts = platform.Split('/');
        return ApiBody.Text(parts, static (json, parts) =>
        {
            json.WriteStartObject();
            json.Text("os"u8, parts.Length > 1 ? parts[0] : "linux");
            json.Text("architecture"u8, parts.Length > 1 ? parts[1] : parts[0]);
            json.Text("variant"u8, parts.Length > 2 ? parts[2] : null);
            json.WriteEndObject();
        });
    }
}
