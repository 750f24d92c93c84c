using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>The Compose commands about images: pull, push, build.</summary>
internal static class ComposeImageCommands
{
    /// <summary><c>pull</c>.</summary>
    public static int Pull(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var policy = arguments.TextOrNull("policy"u8);
        if (policy is not (null or "missing" or "always"))
            throw new ComposeException($"invalid --policy {GoQuote.Double(policy)}");
        var project = Chosen(session, context.Words, arguments.Bool("include-deps"u8));
        bool buildable = arguments.Bool("ignore-buildable"u8), failures = arguments.Bool("ignore-pull-failures"u8), quiet = arguments.Bool("quiet"u8);
        return session.Run("Pulling", app => app.PullAsync(project, policy, buildable, failures, quiet));
    }

    /// <summary><c>push</c>.</summary>
    public static int Push(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var project = Chosen(session, context.Words, arguments.Bool("include-deps"u8));
        PushAll(context, session, project.Services.Values, arguments.Bool("quiet"u8), arguments.Bool("ignore-push-failures"u8));
        return ExitCodes.Success;
    }

    /// <summary><c>build</c>.</summary>
    public static int Build(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        foreach (var option in (ReadOnlySpan<string>)["check", "print", "provenance", "sbom", "builder"])
        {
            if (arguments.GivenNames.Contains(option) && !(option is "provenance" or "sbom" && arguments.TextOrNull(System.Text.Encoding.ASCII.GetBytes(option)) == "false"))
                throw new ComposeException($"--{option} needs a BuildKit builder, which this engine doesn't have");
        }
        var project = session.Load([]);
        foreach (var service in context.Words)
        {
            if (!project.Services.ContainsKey(service))
                throw new ComposeException($"no such service: {service}");
        }
        List<string> services = arguments.Bool("with-dependencies"u8) ? [.. session.Load(context.Words).Services.Keys] : context.Words;
        var options = new ImageBuildOptions
        {
            Args = arguments.List("build-arg"u8).Select(KeyValue.Split).ToDictionary(static pair => pair.Name, static pair => pair.Value),
            NoCache = arguments.Bool("no-cache"u8),
            Pull = arguments.Bool("pull"u8),
            Quiet = arguments.Bool("quiet"u8),
            Memory = arguments.Bytes("memory"u8) ?? 0,
            Ssh = arguments.TextOrNull("ssh"u8) is { Length: > 0 } ssh ? KeyValue.Split(ssh) : null,
        };
        var status = session.Run("Building", app => session.DryRun ? Task.CompletedTask : app.BuildAsync(project, services, options));
        if (status == ExitCodes.Success && arguments.Bool("push"u8))
            PushAll(context, session, project.Services.Values.Where(service => services.Count == 0 || services.Contains(service.Name)), options.Quiet, ignoreFailures: false);
        return status;
    }

    // What is built here and has a name of its own, under all its names.
    private static void PushAll(CommandContext context, ComposeSession session, IEnumerable<ServiceConfig> services, bool quiet, bool ignoreFailures)
    {
        using var display = session.Display("Pushing");
        foreach (var service in services.Where(static service => service.Build is not null && service.Image.Length > 0))
        {
            display.Report(new PlanProgress(service.Name, "Pushing", PlanProgressKind.Working));
            try
            {
                foreach (var name in session.DryRun ? [] : service.Build!.Tags.Prepend(service.Image).Distinct())
                    PushCommand.Push(context, ImageName.Parse(name).Tagged, quiet ? NoDisplay.Instance : new LayerProgress(display, service.Name));
                display.Report(new PlanProgress(service.Name, "Pushed", PlanProgressKind.Done));
            }
            catch (DockerException e) when (ignoreFailures)
            {
                display.Report(new PlanProgress(service.Name, e.Message, PlanProgressKind.Warning));
            }
        }
    }

    private static ComposeProject Chosen(ComposeSession session, List<string> services, bool dependencies)
    {
        var project = session.Load(services);
        return dependencies || services.Count == 0 ? project : ComposeUpCommand.WithoutDependencies(project, services);
    }

    private sealed class LayerProgress(IProgress<PlanProgress> display, string service) : IProgress<ProgressMessage>
    {
        public void Report(ProgressMessage value)
        {
            if (value.Id is { Length: > 0 } id && value.Status is { } status)
            {
                display.Report(new PlanProgress(id, status, PlanProgressKind.Working)
                {
                    Parent = service,
                    Current = value.ProgressDetail?.Current ?? 0,
                    Total = value.ProgressDetail?.Total ?? 0,
                });
            }
        }
    }
}
