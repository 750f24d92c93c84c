using Berth.Docker;

namespace Berth.Server;

/// <summary>Builds with the classic endpoint, and the build cache.</summary>
internal static class BuildRoutes
{
    public static Route[] All =>
    [
        new("POST", "/build", BuildAsync),
        new("POST", "/build/prune", PruneAsync),
        new("GET", "/build/export", ExportAsync),
    ];

    private static Task BuildAsync(ApiCall call)
    {
        var version = call.Text("version");
        if (version is not ("" or "1"))
        {
            throw version == "2"
                ? new DockerException(DockerErrorKind.NotImplemented, "this engine builds with version=1 of the build endpoint")
                : ApiCall.Invalid("invalid version " + ApiCall.Quoted(version));
        }

        var request = Limits(call, Read(call));
        return ProgressAnswer.RunAsync(call, progress => call.Engine.Builder.BuildAsync(request, call.Http.Request.Body, progress, call.Cancel));
    }

    private static BuildRequest Read(ApiCall call)
    {
        var forceRemove = call.Flag("forcerm");
        return new BuildRequest
        {
            Dockerfile = call.Text("dockerfile"),
            Tags = call.Texts("t"),
            Remote = call.Text("remote"),
            Quiet = call.Flag("q"),
            NoCache = call.Flag("nocache"),
            NoCacheStages = call.Texts("nocachestage"),
            Contexts = call.Json("contexts", DockerJson.Wire.StringMap) ?? new Dictionary<string, string>(),
            CacheFrom = call.Json("cachefrom", DockerJson.Wire.StringList) ?? [],
            Pull = call.Flag("pull"),
            Remove = forceRemove || call.TextOrNull("rm") is null || call.Flag("rm"),
            ForceRemove = forceRemove,
            BuildArgs = call.Json("buildargs", DockerJson.Wire.StringMap)! ?? new Dictionary<string, string?>(),
            Labels = call.Json("labels", DockerJson.Wire.StringMap) ?? new Dictionary<string, string>(),
            Target = call.Text("target"),
            Platform = call.Text("platform"),
            NetworkMode = call.Text("networkmode"),
            ExtraHosts = call.Texts("extrahosts"),
            Entitlements = call.Texts("allow"),
            SecurityOpt = call.Texts("securityopt"),
            Squash = call.Flag("squash"),
            AuthConfigs = call.Header("X-Registry-Config", DockerJson.Wire.AuthConfigMap) ?? new Dictionary<string, AuthConfig>(),
            Secrets = BuildSecrets.Read(call.Http.Request.Headers[BuildSecrets.SecretHeader]),
            SshAgents = BuildSecrets.Read(call.Http.Request.Headers[BuildSecrets.AgentHeader]).ToDictionary(a => a.Key, ISshAgent (a) => new SshAgentSocket(System.Text.Encoding.UTF8.GetString(a.Value))),
        };
    }

    private static BuildRequest Limits(ApiCall call, BuildRequest request) => request with
    {
        Ulimits = call.Json("ulimits", DockerJson.Wire.UlimitList) ?? [],
        ShmSize = call.Int64("shmsize"),
        Memory = call.Int64("memory"),
        MemorySwap = call.Int64("memswap"),
        CpuShares = call.Int64("cpushares"),
        CpuPeriod = call.Int64("cpuperiod"),
        CpuQuota = call.Int64("cpuquota"),
        CpusetCpus = call.Text("cpusetcpus"),
        CpusetMems = call.Text("cpusetmems"),
        CgroupParent = call.Text("cgroupparent"),
    };

    private static async Task ExportAsync(ApiCall call)
    {
        string image = call.Text("image");
        if (image.Length == 0)
        {
            throw ApiCall.Invalid("the parameter image names the image whose files are wanted");
        }

        call.Http.Response.ContentType = "application/x-tar";
        await call.Engine.Builder.ExportAsync(image, call.Http.Response.Body, call.Cancel).ConfigureAwait(false);
    }

    private static async Task PruneAsync(ApiCall call)
    {
        var request = new BuildCachePruneRequest
        {
            All = call.Flag("all"),
            ReservedSpace = call.Has("reserved-space") ? call.Int64("reserved-space") : call.Int64("keep-storage"),
            MaxUsedSpace = call.Int64("max-used-space"),
            MinFreeSpace = call.Int64("min-free-space"),
            Filters = call.Filters(),
        };
        var report = await call.Engine.Builder.PruneAsync(request, call.Cancel).ConfigureAwait(false);
        await call.JsonAsync(report, DockerJson.Wire.BuildCachePruneReport).ConfigureAwait(false);
    }
}
