using Berth.Docker;

namespace Berth.Compose;

/// <summary>The steps that act on images.</summary>
internal sealed class ImageOps(ComposeProject project, EngineCalls engine, ComposeAppOptions options, IProgress<PlanProgress> progress)
{
    /// <summary>Does one step.</summary>
    public Task DoAsync(PlanOp op, CancellationToken cancel) => op switch
    {
        PlanOp.PullImage pull => PullAsync(pull, cancel),
        PlanOp.BuildImage build => new ImageBuild(project, engine, progress).RunAsync(build.Service, build.Image, ImageBuildOptions.None, cancel),
        PlanOp.RemoveImage remove => RemoveAsync(remove, cancel),
        _ => throw new InvalidOperationException($"not a step for images: {op}"),
    };

    private async Task PullAsync(PlanOp.PullImage op, CancellationToken cancel)
    {
        progress.Report(new PlanProgress(op.Service.Name, "Pulling", PlanProgressKind.Working));
        var (name, tag) = Split(op.Image);
        string platform = op.Service.Platform.Length > 0 ? op.Service.Platform : project.Environment.GetValueOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        var request = new ImagePullRequest { FromImage = name, Tag = tag, Platform = platform.Length > 0 ? platform : null, RegistryAuth = options.CredentialsOf(name) };
        try
        {
            await engine.Images.PullAsync(request, new LayerProgress(op, progress), cancel).ConfigureAwait(false);
        }
        catch (DockerException) when (op.Service.Build is not null)
        {
            // What can't be pulled is built.
            progress.Report(new PlanProgress(op.Service.Name, "Pull failed, builds it", PlanProgressKind.Warning));
            return;
        }

        progress.Report(new PlanProgress(op.Service.Name, "Pulled", PlanProgressKind.Done));
    }

    private async Task RemoveAsync(PlanOp.RemoveImage op, CancellationToken cancel)
    {
        progress.Report(new PlanProgress(op.Subject, "Removing", PlanProgressKind.Working));
        try
        {
            await engine.Images.RemoveAsync(op.Image, cancel: cancel).ConfigureAwait(false);
            progress.Report(new PlanProgress(op.Subject, "Removed", PlanProgressKind.Done));
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.Conflict)
        {
            progress.Report(new PlanProgress(op.Subject, "Resource is still in use", PlanProgressKind.Warning));
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            progress.Report(new PlanProgress(op.Subject, "Warning: No resource found to remove", PlanProgressKind.Done));
        }
    }

    /// <summary>A reference's name and its tag or digest; without either, the tag <c>latest</c>.</summary>
    public static (string Name, string Tag) Split(string reference)
    {
        int at = reference.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) return (reference[..at], reference[(at + 1)..]);
        int colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/') ? (reference[..colon], reference[(colon + 1)..]) : (reference, "latest");
    }

    /// <summary>A pull's messages as the progress of its layers.</summary>
    private sealed class LayerProgress(PlanOp.PullImage op, IProgress<PlanProgress> progress) : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value)
        {
            if (op.Quiet || value.Id is null || value.Status is null) return;
            var kind = value.Status is "Pull complete" or "Already exists" ? PlanProgressKind.Done : PlanProgressKind.Working;
            progress.Report(new PlanProgress(value.Id, value.Status, kind)
            {
                Parent = op.Service.Name,
                Current = value.ProgressDetail?.Current ?? 0,
                Total = value.ProgressDetail?.Total ?? 0,
            });
        }
    }
}
