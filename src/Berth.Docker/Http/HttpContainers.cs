using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Berth.Docker;

/// <summary>Containers over HTTP.</summary>
internal sealed class HttpContainers(DockerClient client) : IContainers
{
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(ContainerListOptions options, CancellationToken cancel = default)
    {
        var path = new RequestPath("/containers/json").With("all", options.All).WithNonZero("limit", options.Limit).With("size", options.Size)
            .With("filters", options.Filters);
        return client.GetAsync(new HttpRequest("GET", path), ReadList, cancel);
    }

    public Task<ContainerCreateResponse> CreateAsync(
        string? name, string? platform, ContainerCreateRequest request, CancellationToken cancel = default)
    {
        var path = new RequestPath("/containers/create").With("name", name).With("platform", platform);
        return client.GetAsync(new HttpRequest("POST", path) { Json = ApiBody.Of(request, ApiWriter.ContainerCreateRequest) }, ApiReader.ContainerCreateResponse, cancel);
    }

    public Task<ContainerInspect> InspectAsync(string id, bool size = false, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", Path(id, "/json").With("size", size)), ApiReader.ContainerInspect, cancel);

    public Task<bool> StartAsync(string id, string? detachKeys = null, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/start").With("detachKeys", detachKeys)), cancel);

    public Task<bool> StopAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/stop").With("t", timeout).With("signal", signal)), cancel);

    public Task RestartAsync(string id, int? timeout = null, string? signal = null, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/restart").With("t", timeout).With("signal", signal)), cancel);

    public Task KillAsync(string id, string? signal = null, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/kill").With("signal", signal)), cancel);

    public Task PauseAsync(string id, CancellationToken cancel = default) => client.DoAsync(new HttpRequest("POST", Path(id, "/pause")), cancel);

    public Task UnpauseAsync(string id, CancellationToken cancel = default) => client.DoAsync(new HttpRequest("POST", Path(id, "/unpause")), cancel);

    public Task RenameAsync(string id, string name, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/rename").With("name", name)), cancel);

    public Task<ContainerUpdateResponse> UpdateAsync(string id, ContainerUpdateRequest request, CancellationToken cancel = default) =>
        client.GetAsync(
            new HttpRequest("POST", Path(id, "/update")) { Json = ApiBody.Of(request, ApiWriter.ContainerUpdateRequest) },
            ApiReader.ContainerUpdateResponse,
            cancel);

    public Task RemoveAsync(string id, bool force = false, bool volumes = false, bool link = false, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("DELETE", Path(id, "").With("force", force).With("v", volumes).With("link", link)), cancel);

    public async Task<ContainerWait> WaitAsync(string id, WaitCondition condition = WaitCondition.NotRunning, CancellationToken cancel = default)
    {
        var path = Path(id, "/wait").With("condition", condition switch
        {
            WaitCondition.NextExit => "next-exit",
            WaitCondition.Removed => "removed",
            _ => null,
        });
        var response = await client.SendAsync(new HttpRequest("POST", path), cancel).ConfigureAwait(false);

        // Read when asked for: over a stream that completes synchronously this blocks until the container ends.
        return new ContainerWait(() => ResultAsync(response, cancel), response.Body.Abort);
    }

    public async Task<AttachedStream> AttachAsync(string id, AttachOptions options, CancellationToken cancel = default)
    {
        bool? tty = await client.TellsMultiplexedAsync(cancel).ConfigureAwait(false)
            ? null
            : (await InspectAsync(id, cancel: cancel).ConfigureAwait(false)).Config.Tty;
        var path = Path(id, "/attach").With("stream", options.Stream).With("stdin", options.Stdin).With("stdout", options.Stdout)
            .With("stderr", options.Stderr).With("logs", options.Logs).With("detachKeys", options.DetachKeys);
        return await client.HijackAsync(new HttpRequest("POST", path) { Upgrade = true }, tty, cancel).ConfigureAwait(false);
    }

    public async Task<ContainerOutput> LogsAsync(string id, LogOptions options, CancellationToken cancel = default)
    {
        bool? multiplexed = await client.TellsMultiplexedAsync(cancel).ConfigureAwait(false)
            ? null
            : !(await InspectAsync(id, cancel: cancel).ConfigureAwait(false)).Config.Tty;
        var path = Path(id, "/logs").With("stdout", options.Stdout).With("stderr", options.Stderr).With("follow", options.Follow)
            .With("timestamps", options.Timestamps).With("details", options.Details)
            .With("since", options.Since is { } since ? DockerTimestamps.FormatUnix(since) : null)
            .With("until", options.Until is { } until ? DockerTimestamps.FormatUnix(until) : null)
            .With("tail", options.Tail);
        var response = await client.SendAsync(new HttpRequest("GET", path), cancel).ConfigureAwait(false);
        return new ContainerOutput(response.Body, multiplexed ?? DockerClient.IsMultiplexed(response));
    }

    public Task ResizeAsync(string id, int height, int width, CancellationToken cancel = default) =>
        client.DoAsync(new HttpRequest("POST", Path(id, "/resize").With("h", height).With("w", width)), cancel);

    public Task<ContainerTopResponse> TopAsync(string id, string? psArgs = null, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", Path(id, "/top").With("ps_args", psArgs)), ApiReader.ContainerTopResponse, cancel);

    public async Task<IAsyncEnumerable<ContainerStats>> StatsAsync(string id, bool stream, bool oneShot = false, CancellationToken cancel = default)
    {
        var path = Path(id, "/stats").With("stream", stream ? "1" : "0").With("one-shot", oneShot);
        return EachAsync(await client.SendAsync(new HttpRequest("GET", path), cancel).ConfigureAwait(false), cancel);
    }

    public Task<IReadOnlyList<FilesystemChange>?> ChangesAsync(string id, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("GET", Path(id, "/changes")), (ref Utf8JsonReader json) => json.CurrentList(ApiReader.FilesystemChange), cancel);

    public async Task ExportAsync(string id, Stream destination, CancellationToken cancel = default)
    {
        using var response = await client.SendAsync(new HttpRequest("GET", Path(id, "/export")), cancel).ConfigureAwait(false);
        await response.Body.CopyToAsync(destination, cancel).ConfigureAwait(false);
    }

    public async Task<ContainerPathStat> StatArchiveAsync(string id, string path, CancellationToken cancel = default)
    {
        using var response = await client.SendAsync(new HttpRequest("HEAD", Path(id, "/archive").With("path", path)), cancel).ConfigureAwait(false);
        return ReadStat(response);
    }

    public async Task<ContainerArchive> GetArchiveAsync(string id, string path, CancellationToken cancel = default)
    {
        var response = await client.SendAsync(new HttpRequest("GET", Path(id, "/archive").With("path", path)), cancel).ConfigureAwait(false);
        try
        {
            return new ContainerArchive(ReadStat(response), response.Body);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public Task PutArchiveAsync(
        string id, string path, Stream archive, bool noOverwriteDirNonDir = false, bool copyUidGid = false, CancellationToken cancel = default)
    {
        var query = Path(id, "/archive").With("path", path).With("noOverwriteDirNonDir", noOverwriteDirNonDir).With("copyUIDGID", copyUidGid);
        return client.DoAsync(new HttpRequest("PUT", query) { Content = archive }, cancel);
    }

    public Task<ContainersPruneReport> PruneAsync(Filters filters, CancellationToken cancel = default) =>
        client.GetAsync(new HttpRequest("POST", new RequestPath("/containers/prune").With("filters", filters)), ApiReader.ContainersPruneReport, cancel);

    private static RequestPath Path(string id, string rest) => new RequestPath("/containers/").Name(id).Then(rest);

    private static IReadOnlyList<ContainerSummary> ReadList(ref Utf8JsonReader json) => json.CurrentList(ApiReader.ContainerSummary) ?? [];

    private static ContainerPathStat ReadStat(HttpResponse response)
    {
        var header = response.Head.Get("x-docker-container-path-stat"u8) ?? "";
        try
        {
            var reader = new Utf8JsonReader(Base64Url.IsValid(header) ? Base64Url.DecodeFromChars(header) : Convert.FromBase64String(header));
            reader.Read();
            return ApiReader.ContainerPathStat(ref reader);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new DockerException(DockerErrorKind.System, "unable to decode container path stat header: " + e.Message, e);
        }
    }

    private static async IAsyncEnumerable<ContainerStats> EachAsync(HttpResponse response, [EnumeratorCancellation] CancellationToken cancel)
    {
        using (response)
        {
            var stream = new JsonStream(response.Body);
            while (await stream.NextAsync(ApiReader.ContainerStats, cancel).ConfigureAwait(false) is { } stats)
            {
                yield return stats;
            }
        }
    }

    private async Task<ContainerWaitResponse> ResultAsync(HttpResponse response, CancellationToken cancel)
    {
        using (response)
        {
            return await client.ReadAsync(response, ApiReader.ContainerWaitResponse, cancel).ConfigureAwait(false);
        }
    }
}
