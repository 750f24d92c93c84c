using System.Text.Json;

namespace Berth.Docker;

/// <summary>Builds over HTTP, with the classic endpoint.</summary>
internal sealed class HttpImageBuilder(DockerClient client) : IImageBuilder
{
    public Task BuildAsync(BuildRequest request, Stream context, IProgress<ProgressMessage> progress, CancellationToken cancel = default)
    {
        var path = new RequestPath("/build").With("version", "1").WithEach("t", request.Tags).With("dockerfile", request.Dockerfile)
            .With("remote", request.Remote).With("q", request.Quiet).With("nocache", request.NoCache).With("pull", request.Pull)
            .With("rm", request.Remove ? "1" : "0").With("forcerm", request.ForceRemove).With("squash", request.Squash)
            .With("target", request.Target).With("platform", request.Platform).With("networkmode", request.NetworkMode)
            .WithEach("extrahosts", request.ExtraHosts).WithEach("securityopt", request.SecurityOpt).WithEach("allow", request.Entitlements).WithNonZero("shmsize", request.ShmSize)
            .WithNonZero("memory", request.Memory).WithNonZero("memswap", request.MemorySwap).WithNonZero("cpushares", request.CpuShares)
            .WithNonZero("cpuperiod", request.CpuPeriod).WithNonZero("cpuquota", request.CpuQuota).With("cpusetcpus", request.CpusetCpus)
            .With("cpusetmems", request.CpusetMems).With("cgroupparent", request.CgroupParent)
            .With("buildargs", request.BuildArgs.Count == 0 ? null : ApiBody.Text(request.BuildArgs, Nullable))
            .With("contexts", request.Contexts.Count == 0 ? null : ApiBody.Text(request.Contexts, Texts))
            .WithEach("nocachestage", request.NoCacheStages)
            .With("labels", request.Labels.Count == 0 ? null : ApiBody.Text(request.Labels, Texts))
            .With("cachefrom", request.CacheFrom.Count == 0 ? null : ApiBody.Text(request.CacheFrom, JsonWriting.TextsValue))
            .With("ulimits", request.Ulimits.Count == 0 ? null : ApiBody.Text(request.Ulimits, (json, list) => json.ListValue(list, ApiWriter.Ulimit)));
        return client.ProgressAsync(
            new HttpRequest("POST", path)
            {
                Content = context,
                Header = new KeyValuePair<string, string>("X-Registry-Config", ApiBody.Header(ApiBody.Of(request.AuthConfigs, Credentials))),
                MoreHeaders =
                [
                    .. request.Secrets.Select(s => new KeyValuePair<string, string>(BuildSecrets.SecretHeader, BuildSecrets.Write(s.Key, s.Value))),
                    .. request.SshAgents.Select(a => new KeyValuePair<string, string>(BuildSecrets.AgentHeader, BuildSecrets.Write(a.Key, System.Text.Encoding.UTF8.GetBytes(((SshAgentSocket)a.Value).Path)))),
                ],
            },
            progress,
            cancel);
    }

    public async Task ExportAsync(string image, Stream destination, CancellationToken cancel = default)
    {
        using var response = await client.SendAsync(new HttpRequest("GET", new RequestPath("/build/export").With("image", image)), cancel).ConfigureAwait(false);
        await response.Body.CopyToAsync(destination, cancel).ConfigureAwait(false);
    }

    public Task<BuildCachePruneReport> PruneAsync(BuildCachePruneRequest request, CancellationToken cancel = default)
    {
        var path = new RequestPath("/build/prune").With("all", request.All).WithNonZero("reserved-space", request.ReservedSpace)
            .WithNonZero("max-used-space", request.MaxUsedSpace).WithNonZero("min-free-space", request.MinFreeSpace).With("filters", request.Filters);
        return client.GetAsync(new HttpRequest("POST", path), ApiReader.BuildCachePruneReport, cancel);
    }

    public async Task<IReadOnlyList<BuildCacheRecord>> UsageAsync(CancellationToken cancel = default)
    {
        var usage = await client.System.DiskUsageAsync(new DiskUsageOptions { Containers = false, Images = false, Volumes = false }, cancel).ConfigureAwait(false);
        return usage.BuildCache ?? [];
    }

    private static void Credentials(Utf8JsonWriter json, IReadOnlyDictionary<string, AuthConfig> auths)
    {
        foreach (var (registry, auth) in auths)
        {
            json.WriteStartObject(registry);
            ApiWriter.AuthConfig(json, auth);
            json.WriteEndObject();
        }
    }

    private static void Nullable(Utf8JsonWriter json, IReadOnlyDictionary<string, string?> map)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, IReadOnlyDictionary<string, string> map)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
