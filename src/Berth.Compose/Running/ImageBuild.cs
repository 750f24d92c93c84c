using Berth.Docker;

namespace Berth.Compose;

/// <summary>Builds a service's image through the engine.</summary>
internal sealed class ImageBuild(ComposeProject project, EngineCalls engine, IProgress<PlanProgress> progress)
{
    /// <summary>Builds it and gives it its name.</summary>
    public async Task RunAsync(ServiceConfig service, string image, ImageBuildOptions options, CancellationToken cancel)
    {
        var build = service.Build ?? throw new InvalidOperationException($"service {service.Name} has nothing to build");
        string id = "Service " + service.Name;
        progress.Report(new PlanProgress(id, "Building", PlanProgressKind.Working));
        var secrets = new ImageBuildSecrets(project, engine);
        ImageBuildSecrets.Warn(build, progress);
        bool isRemote = NamedContext.IsRemote(build.Context);
        var context = isRemote ? BuildContext.Empty() : new BuildContext(build.Context, build.Dockerfile, build.DockerfileInline.Length > 0 ? build.DockerfileInline : null);
        var request = Request(service, build, image, options) with
        {
            Dockerfile = isRemote ? build.Dockerfile : context.DockerfileName,
            Remote = isRemote ? build.Context : "",
            Secrets = secrets.Read(build),
            SshAgents = secrets.Agents(build, options),
            Contexts = await BuildContexts.RequestAsync(project, build, engine.Images, context, cancel).ConfigureAwait(false),
        };
        if (request.Contexts.Count > 0) await NamedContext.RequireAsync(engine.System, "build.additional_contexts", cancel).ConfigureAwait(false);
        await using var archive = context.Open();
        var output = new Lines(service.Name, options.Quiet, progress);
        await engine.Builder.BuildAsync(request, archive, output, cancel).ConfigureAwait(false);
        progress.Report(new PlanProgress(id, "Built", PlanProgressKind.Done));
    }

    private BuildRequest Request(ServiceConfig service, BuildConfig build, string image, ImageBuildOptions options)
    {
        var args = new Dictionary<string, string?>(build.Args, StringComparer.Ordinal);
        foreach (var (name, value) in options.Args) args[name] = value;
        foreach (string name in args.Where(a => a.Value is null).Select(a => a.Key).ToList())
        {
            if (project.Environment.TryGetValue(name, out string? value)) args[name] = value;
            else args.Remove(name);
        }

        foreach (var (name, value) in engine.Proxies) args.TryAdd(name, value);
        return new BuildRequest
        {
            Tags = [image, .. build.Tags],
            BuildArgs = args,
            Labels = new SortedDictionary<string, string>(build.Labels.ToDictionary(), StringComparer.Ordinal)
            {
                [ComposeLabels.Project] = project.Name,
                [ComposeLabels.Service] = service.Name,
                [ComposeLabels.Version] = ComposeLabels.FollowedVersion,
            },
            NoCache = build.NoCache || options.NoCache,
            Pull = build.Pull || options.Pull,
            CacheFrom = build.CacheFrom,
            Target = build.Target,
            Entitlements = build.Privileged ? [.. build.Entitlements, "security.insecure"] : build.Entitlements,
            NetworkMode = build.Network,
            ExtraHosts = [.. build.ExtraHosts.SelectMany(h => h.Value.Select(a => h.Key + ":" + a))],
            ShmSize = build.ShmSize,
            Memory = options.Memory,
            Platform = service.Platform.Length > 0 ? service.Platform : build.Platforms.Count > 0 ? build.Platforms[0] : project.Environment.GetValueOrDefault("DOCKER_DEFAULT_PLATFORM", ""),
            Ulimits = [.. build.Ulimits.Select(u => new Ulimit { Name = u.Key, Soft = u.Value.Soft != 0 ? u.Value.Soft : u.Value.Single, Hard = u.Value.Hard != 0 ? u.Value.Hard : u.Value.Single })],
        };
    }

    private static void Refuse(bool isUsed, BuildConfig build, string key, string what)
    {
        if (isUsed) throw new ComposeException(build.SpanOf(key), $"{what} need a BuildKit builder, which this engine does not have: remove build.{key}");
    }

    private sealed class Lines(string service, bool quiet, IProgress<PlanProgress> progress) : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value)
        {
            if (!quiet && value.Stream is { Length: > 0 } text) progress.Report(new PlanProgress(service, text, PlanProgressKind.Output));
        }
    }
}
