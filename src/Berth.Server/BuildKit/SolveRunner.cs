using System.Formats.Tar;
using System.Text;
using Berth.Docker;

namespace Berth.Server;

/// <summary>Runs a build that a BuildKit client asks for: gets its files through the session, builds with the engine's builder, tells of the steps.</summary>
internal sealed class SolveRunner(ApiServerOptions engine, BuildJob job, BuildSession session)
{
    private const int LongestDockerfile = 1 << 20;

    /// <summary>Builds.</summary>
    /// <exception cref="GrpcException">An option can't be honoured, or the client refused.</exception>
    /// <exception cref="DockerException">The build failed.</exception>
    public async Task RunAsync(IReadOnlyDictionary<string, string> attributes, CancellationToken cancel)
    {
        var options = new FrontendOptions(attributes);
        var named = new SessionContexts(attributes);
        var request = options.ToRequest() with
        {
            Contexts = named.Values,
            Tags = Names(job.Request.Exporters),
            Entitlements = job.Request.Entitlements,
            AuthConfigs = new SessionAuths(session, cancel),
            Secrets = new SessionSecrets(session, cancel),
            SshAgents = new SessionAgents(session, cancel),
        };
        var uploaded = UploadedContext.PathOf(options.Remote);
        if (uploaded is not null && named.Folders.Count > 0)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "folders of named contexts can't be sent along with an archive on standard input: build its folder");
        }

        var dockerfile = options.Remote.Length > 0 ? null : await DockerfileAsync(options, cancel).ConfigureAwait(false);
        request = request with { Remote = uploaded is null ? options.Remote : "", Dockerfile = dockerfile is null ? options.Dockerfile : dockerfile.Name };
        var progress = new StepProgress(job.Status);
        try
        {
            await using var context = uploaded is not null ? new UploadedContext(session, uploaded, cancel) : dockerfile is null && named.Folders.Count == 0 ? Stream.Null : Context(options, dockerfile, named, cancel);
            await engine.Builder.BuildAsync(request, context, progress, cancel).ConfigureAwait(false);
            progress.End();
        }
        catch (Exception e) when (e is DockerException or IOException or GrpcException)
        {
            // The builder has the Dockerfile under a name of no meaning.
            var message = dockerfile is not null && e.Message.StartsWith("Dockerfile:", StringComparison.Ordinal) ? options.Dockerfile + e.Message["Dockerfile".Length..] : e.Message;
            progress.End(message);
            throw new GrpcException(e is GrpcException refused ? refused.Status : GrpcStatus.Unknown, message);
        }

        job.ImageId = progress.ImageId;
        TellOfExport(request.Tags);
    }

    /// <summary>The names that the image gets.</summary>
    /// <exception cref="GrpcException">What should become of the result can't be done here.</exception>
    public static IReadOnlyList<string> Names(IReadOnlyList<SolveExporter> exporters)
    {
        List<string> names = [];
        foreach (var exporter in exporters)
        {
            if (exporter.Type is not ("moby" or "image" or "docker" or "cacheonly" or SolveExporter.Files or SolveExporter.Archive))
            {
                throw new GrpcException(GrpcStatus.Unimplemented, $"the output type={exporter.Type} is not supported through this client; use berth build");
            }

            names.AddRange(exporter.Attributes.GetValueOrDefault("name", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return names;
    }

    private async Task<SentDockerfile> DockerfileAsync(FrontendOptions options, CancellationToken cancel)
    {
        var step = job.Status.Begin("[internal] load build definition from " + options.Dockerfile);
        var content = await FileAsync(options.DockerfileFolder, options.Dockerfile, step, cancel).ConfigureAwait(false);
        if (content is null)
        {
            var message = $"failed to read dockerfile: open {options.Dockerfile}: no such file or directory";
            step.End(message);
            throw new GrpcException(GrpcStatus.Unknown, message);
        }

        var ignored = await FileAsync(options.DockerfileFolder, options.Dockerfile + ".dockerignore", step, cancel).ConfigureAwait(false);
        step.End();
        if (ignored is null)
        {
            step = job.Status.Begin("[internal] load .dockerignore");
            ignored = await FileAsync(options.ContextFolder, ".dockerignore", step, cancel).ConfigureAwait(false);
            step.End();
        }

        return new SentDockerfile(CarriedDockerfile.NewName(), content, ignored ?? []);
    }

    // The archive is made while it is read.
    private Stream Context(FrontendOptions options, SentDockerfile? dockerfile, SessionContexts named, CancellationToken cancel) =>
        MadeStream.Start(output => WriteContextAsync(options, dockerfile, named, output, cancel)).Content;

    private async Task WriteContextAsync(FrontendOptions options, SentDockerfile? dockerfile, SessionContexts named, Stream output, CancellationToken cancel)
    {
        var step = job.Status.Begin("[internal] load build context");
        try
        {
            await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
            if (dockerfile is not null)
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, dockerfile.Name) { DataStream = new MemoryStream(dockerfile.Content) }, cancel).ConfigureAwait(false);
                await WriteFolderAsync(tar, options.ContextFolder, "", dockerfile.IgnorePatterns, step, cancel).ConfigureAwait(false);
            }

            foreach (var (folder, prefix) in named.Folders)
            {
                var ignored = await FileAsync(folder, ".dockerignore", step, cancel).ConfigureAwait(false) ?? [];
                await WriteFolderAsync(tar, folder, prefix, SentDockerfile.Patterns(ignored), step, cancel).ConfigureAwait(false);
            }

            step.End();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, it ends the archive, and with it the build.
            step.End(e.Message);
            if (e is OperationCanceledException)
            {
                throw;
            }

            throw new IOException($"the build's context can't be read: {e.Message}", e);
        }
    }

    private Task WriteFolderAsync(TarWriter tar, string folder, string prefix, IgnorePatterns ignored, BuildStep step, CancellationToken cancel) => ReceiveAsync(
        folder,
        null,
        path => !ignored.Ignores(path),
        entry =>
        {
            entry.Name = prefix + entry.Name;
            if (entry.EntryType == TarEntryType.HardLink)
            {
                entry.LinkName = prefix + entry.LinkName;
            }

            return tar.WriteEntryAsync(entry, cancel);
        },
        step,
        cancel);

    private async Task<byte[]?> FileAsync(string folder, string name, BuildStep step, CancellationToken cancel)
    {
        byte[]? content = null;
        await ReceiveAsync(folder, name, path => path == name, async entry => content = await BytesAsync(entry, cancel).ConfigureAwait(false), step, cancel).ConfigureAwait(false);
        return content;
    }

    private async Task ReceiveAsync(string folder, string? only, Predicate<string> isWanted, Func<PaxTarEntry, Task> add, BuildStep step, CancellationToken cancel)
    {
        try
        {
            await new FileReceiver(session).ReceiveAsync(folder, only, isWanted, add, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is GrpcException or IOException or InvalidDataException)
        {
            step.End(e.Message);
            throw;
        }
    }

    private static async Task<byte[]> BytesAsync(PaxTarEntry entry, CancellationToken cancel)
    {
        if (entry.DataStream is not { } stream)
        {
            return [];
        }

        if (stream.Length > LongestDockerfile)
        {
            throw new GrpcException(GrpcStatus.InvalidArgument, $"{entry.Name} is too long: {stream.Length} bytes");
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancel).ConfigureAwait(false);
        return bytes;
    }

    private void TellOfExport(IReadOnlyList<string> names)
    {
        var step = job.Status.Begin("exporting to image");
        step.Did("writing image " + job.ImageId);
        foreach (var name in names)
        {
            step.Did("naming to " + name);
        }

        step.End();
    }

    private sealed record SentDockerfile(string Name, byte[] Content, byte[] Ignored)
    {
        public IgnorePatterns IgnorePatterns { get; } = Patterns(Ignored);

        public static IgnorePatterns Patterns(byte[] file) => Docker.IgnorePatterns.Parse(Encoding.UTF8.GetString(file).Split('\n'));
    }
}
