using System.Text;
using Berth.Docker;
using Microsoft.AspNetCore.Http;

namespace Berth.Server;

/// <summary>
/// BuildKit's API as buildx and <c>docker compose build</c> use it (<c>moby.buildkit.v1</c>), over HTTP/2 on a connection that was taken over. The engine's own builder
/// does the work: a client sends a Dockerfile and options, nothing lower.
/// </summary>
internal sealed class BuildKitService(ApiServerOptions engine)
{
    private const string Control = "/moby.buildkit.v1.Control/", Bridge = "/moby.buildkit.v1.frontend.LLBBridge/";
    private const string BuildHeader = "buildkit-controlapi-buildid";

    // What the frontend can do: clients look for these names before they ask (BuildKit, "caps").
    private static readonly string[] s_frontendCaps =
    [
        "proto.refarray", "reference.output", "frontend.inputs", "frontend.subrequests", "gateway.solve.metadata", "gateway.solve.multipleOutputs", "inlinereturn",
        "resolveimage", "resolvemode", "return", "returnmap", "readfile", "readdir", "statfile", "importcaches", "protorefs",
    ];

    private static readonly string[] s_sourceCaps = ["source.image", "source.local", "source.local.unique", "source.local.sessionid", "source.local.followpaths", "source.local.excludepatterns", "source.git", "source.http", "exec.meta.base", "exec.mount.bind", "file.base"];

    private readonly NamedWait<BuildJob> _jobs = new();

    /// <summary>The sessions of clients, by their identifiers.</summary>
    public NamedWait<BuildSession> Sessions { get; } = new();

    /// <summary>Serves one call.</summary>
    public Task ServeAsync(HttpContext http) => GrpcCall.ServeAsync(http, http.Request.Path.Value switch
    {
        Control + "ListWorkers" => call => AnswerAsync(call, response => response.Inner(1, Worker)),
        Control + "Info" => call => AnswerAsync(call, response => response.Inner(1, Version)),
        Control + "Solve" => SolveAsync,
        Control + "Status" => StatusAsync,
        Control + "DiskUsage" => new CacheCalls(engine).DiskUsageAsync,
        Control + "Prune" => new CacheCalls(engine).PruneAsync,

        // Nothing is kept of builds that are over.
        Control + "ListenBuildHistory" => static call => call.RequestAsync(),
        Bridge + "Ping" => PingAsync,
        Bridge + "Solve" => BridgeSolveAsync,
        Bridge + "Return" => ReturnAsync,
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export" => static call => AnswerAsync(call, static _ => { }),
        "/grpc.health.v1.Health/Check" => static call => AnswerAsync(call, static response => response.Number(1, 1)),
        var path => _ => throw new GrpcException(GrpcStatus.Unimplemented, $"{path} is not supported by this engine"),
    });

    private static async Task AnswerAsync(GrpcCall call, Action<ProtoWriter> answer)
    {
        await call.RequestAsync().ConfigureAwait(false);
        await call.SendAsync(ProtoWriter.Message(answer)).ConfigureAwait(false);
    }

    private void Worker(ProtoWriter worker) => worker.Text(1, "berth").Pair(2, "org.mobyproject.buildkit.worker.executor", "berth").Inner(3, Platform).Inner(5, Version);

    private static void Platform(ProtoWriter platform) =>
        platform.Text(1, System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64").Text(2, "linux");

    private void Version(ProtoWriter version) => version.Text(1, "berth").Text(2, "v" + engine.EngineVersion);

    private async Task SolveAsync(GrpcCall call)
    {
        var request = SolveRequest.ReadControl(await call.RequestAsync().ConfigureAwait(false));
        var job = new BuildJob(request, TimeProvider.System);
        _jobs.Add(request.Reference, job);
        try
        {
            if (request.Frontend.Length > 0)
            {
                await BuildAsync(job, request.Frontend, request.Attributes, call.Cancel).ConfigureAwait(false);
            }
            else
            {
                await job.Returned.WaitAsync(call.Cancel).ConfigureAwait(false);
            }

            await PushAsync(job, call.Cancel).ConfigureAwait(false);
            await SendFilesAsync(job, call.Cancel).ConfigureAwait(false);
            await call.SendAsync(ProtoWriter.Message(response => Exported(job, response))).ConfigureAwait(false);
        }
        finally
        {
            job.Status.End();
            _ = ForgetAsync(job);
        }
    }

    // What a quick build told may be asked for after its end.
    private async Task ForgetAsync(BuildJob job)
    {
        await Task.WhenAny(job.Status.WasFollowed, Task.Delay(NamedWait<BuildJob>.Patience)).ConfigureAwait(false);
        _jobs.Remove(job.Request.Reference);
    }

    private static void Exported(BuildJob job, ProtoWriter response)
    {
        if (job.ImageId is not { } id)
        {
            return;
        }

        response.Pair(1, "containerimage.digest", id).Pair(1, "containerimage.config.digest", id);
        var names = SolveRunner.Names(job.Request.Exporters);
        if (names.Count > 0)
        {
            response.Pair(1, "image.name", string.Join(',', names));
        }
    }

    private async Task PushAsync(BuildJob job, CancellationToken cancel)
    {
        foreach (var exporter in job.Request.Exporters.Where(exporter => job.ImageId is not null && exporter.Attributes.GetValueOrDefault("push") == "true"))
        {
            var session = await Sessions.FindAsync(job.Request.Session, "session", cancel).ConfigureAwait(false);
            foreach (var name in SolveRunner.Names([exporter]))
            {
                var step = job.Status.Begin("pushing " + name);
                var domain = name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && name.AsSpan(0, slash).IndexOfAny('.', ':') >= 0 ? name[..slash] : "https://index.docker.io/v1/";
                new SessionAuths(session, cancel).TryGetValue(domain, out var login);
                await engine.Images.PushAsync(new ImagePushRequest { Name = name, RegistryAuth = login }, new Progress<ProgressMessage>(), cancel).ConfigureAwait(false);
                step.End();
            }
        }
    }

    private async Task SendFilesAsync(BuildJob job, CancellationToken cancel)
    {
        for (var i = 0; i < job.Request.Exporters.Count && job.ImageId is not null; i++)
        {
            if (job.Request.Exporters[i].Type is not (SolveExporter.Files or SolveExporter.Archive))
            {
                continue;
            }

            var session = await Sessions.FindAsync(job.Request.Session, "session", cancel).ConfigureAwait(false);
            var sender = new FileSender(session, () => MadeStream.Start(output => engine.Builder.ExportAsync(job.ImageId, output, cancel)).Content);
            var isArchive = job.Request.Exporters[i].Type == SolveExporter.Archive;
            var step = job.Status.Begin(isArchive ? "exporting to client tarball" : "exporting to client directory");
            await (isArchive ? sender.SendArchiveAsync(i, cancel) : sender.SendFilesAsync(i, cancel)).ConfigureAwait(false);
            step.End();
        }
    }

    private async Task StatusAsync(GrpcCall call)
    {
        var job = await JobAsync(ReferenceOf(await call.RequestAsync().ConfigureAwait(false)), call.Cancel).ConfigureAwait(false);
        await foreach (var message in job.Status.FollowAsync(call.Cancel).ConfigureAwait(false))
        {
            await call.SendAsync(message).ConfigureAwait(false);
        }
    }

    private async Task PingAsync(GrpcCall call)
    {
        await JobOfAsync(call).ConfigureAwait(false);
        await AnswerAsync(call, response =>
        {
            foreach (var name in s_frontendCaps)
            {
                response.Inner(1, cap => cap.Text(1, name).Truth(2, true));
            }

            foreach (var name in s_sourceCaps)
            {
                response.Inner(2, cap => cap.Text(1, name).Truth(2, true));
            }

            response.Inner(3, Worker);
        }).ConfigureAwait(false);
    }

    private async Task BridgeSolveAsync(GrpcCall call)
    {
        var job = await JobOfAsync(call).ConfigureAwait(false);
        var (frontend, attributes) = SolveRequest.ReadBridge(await call.RequestAsync().ConfigureAwait(false));
        await BuildAsync(job, frontend, attributes, call.Cancel).ConfigureAwait(false);

        // The result is one reference, whose name is given back at the end.
        await call.SendAsync(ProtoWriter.Message(response => response.Inner(3, result => result.Inner(3, reference => reference.Text(1, job.Request.Reference))))).ConfigureAwait(false);
    }

    private async Task ReturnAsync(GrpcCall call)
    {
        var job = await JobOfAsync(call).ConfigureAwait(false);
        job.Return(await call.RequestAsync().ConfigureAwait(false));
        await call.SendAsync(ReadOnlyMemory<byte>.Empty).ConfigureAwait(false);
    }

    private async Task BuildAsync(BuildJob job, string frontend, IReadOnlyDictionary<string, string> attributes, CancellationToken cancel)
    {
        // A frontend that a Dockerfile's "# syntax=" names means the same as the engine's own.
        if (frontend is not ("dockerfile.v0" or "gateway.v0"))
        {
            throw new GrpcException(GrpcStatus.Unimplemented, frontend.Length == 0 ? "this engine builds Dockerfiles only, not LLB definitions" : $"no frontend {frontend}");
        }

        var session = await Sessions.FindAsync(job.Request.Session, "session", cancel).ConfigureAwait(false);
        await new SolveRunner(engine, job, session).RunAsync(attributes, cancel).ConfigureAwait(false);
    }

    private Task<BuildJob> JobOfAsync(GrpcCall call) => JobAsync(call.Http.Request.Headers[BuildHeader].ToString(), call.Cancel);

    private Task<BuildJob> JobAsync(string reference, CancellationToken cancel) => _jobs.FindAsync(reference, "build", cancel);

    private static string ReferenceOf(byte[] message) =>
        ProtoReader.BytesOf(message, 1) is { Length: > 0 } name ? Encoding.UTF8.GetString(name) : throw new GrpcException(GrpcStatus.InvalidArgument, "the call names no build");
}
