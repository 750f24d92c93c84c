using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>compose up</c>, <c>create</c> and <c>scale</c>: bring a project to what its files say.</summary>
internal static class ComposeUpCommand
{
    /// <summary><c>up</c>.</summary>
    public static int Up(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        Check(arguments);
        var project = Selected(context, session, arguments.Bool("no-deps"u8));
        var wait = arguments.Bool("wait"u8);
        var options = Options(context, session) with
        {
            NoStart = arguments.Bool("no-start"u8),
            Wait = wait,
            WaitTimeout = TimeSpan.FromSeconds(arguments.Number("wait-timeout"u8)),
            Timeout = (int?)arguments.Int("timeout"u8),
            RenewAnonymousVolumes = arguments.Bool("renew-anon-volumes"u8),
            RecreateDependencies = arguments.Bool("always-recreate-deps"u8) ? RecreatePolicy.Force : arguments.Bool("no-recreate"u8) ? RecreatePolicy.Never : RecreatePolicy.Diverged,
        };
        if (arguments.Bool("detach"u8) || wait || options.NoStart || session.DryRun)
            return session.Run("Running", app => app.UpAsync(project, options));
        return Attached(context, session, project, options);
    }

    /// <summary><c>create</c>.</summary>
    public static int Create(CommandContext context, ComposeSession session)
    {
        var project = Selected(context, session, noDependencies: false);
        var options = Options(context, session) with { NoStart = true };
        return session.Run("Creating", app => app.UpAsync(project, options));
    }

    /// <summary><c>scale</c>.</summary>
    public static int Scale(CommandContext context, ComposeSession session)
    {
        if (context.Words.Count == 0)
            throw new ComposeException("scale needs a service and a number: SERVICE=NUM");
        var project = Scaled(session.Honoured(session.LoadAll([]).Project ?? throw new ComposeException("no configuration file provided: not found")), context.Words);
        if (context.Arguments.Bool("no-deps"u8))
            project = WithoutDependencies(project, [.. context.Words.Select(static word => KeyValue.Split(word).Name)]);
        var options = new UpOptions { Services = [.. context.Words.Select(static word => KeyValue.Split(word).Name)], EnvironmentFiles = session.EnvironmentFiles };
        return session.Run("Scaling", app => app.UpAsync(project, options));
    }

    /// <summary>The project with other numbers of containers, <c>SERVICE=NUM</c> each.</summary>
    /// <exception cref="ComposeException">A word has another form, or there is no such service.</exception>
    public static ComposeProject Scaled(ComposeProject project, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return project;
        var services = new SortedDictionary<string, ServiceConfig>(project.Services.ToDictionary(), StringComparer.Ordinal);
        foreach (var word in words)
        {
            var (name, value) = KeyValue.Split(word);
            if (value is null || FlagValues.ParseInt(value) is not { } number || number < 0)
                throw new ComposeException($"invalid scale specifier: {word}");
            services[name] = services.TryGetValue(name, out var service) ? service with { Scale = (int)number } : throw new ComposeException($"no such service: {name}");
        }
        return project with { Services = services };
    }

    /// <summary>The project with only these services, which depend on nothing.</summary>
    public static ComposeProject WithoutDependencies(ComposeProject project, IReadOnlyList<string> named)
    {
        var services = new SortedDictionary<string, ServiceConfig>(StringComparer.Ordinal);
        foreach (var (name, service) in project.Services)
        {
            if (named.Count == 0 || named.Contains(name))
                services[name] = service with { DependsOn = new Dictionary<string, ServiceDependency>() };
        }
        return project with { Services = services };
    }

    private static ComposeProject Selected(CommandContext context, ComposeSession session, bool noDependencies)
    {
        var project = Scaled(session.Honoured(session.Load(context.Words)), context.Arguments.List("scale"u8));
        return noDependencies ? WithoutDependencies(project, context.Words) : project;
    }

    private static UpOptions Options(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var pull = arguments.Text("pull"u8);
        if (pull is not ("policy" or "always" or "missing" or "never" or "build"))
            throw new ComposeException($"invalid --pull option {GoQuote.Double(pull)}");
        return new UpOptions
        {
            Services = context.Words,
            Recreate = arguments.Bool("force-recreate"u8) ? RecreatePolicy.Force : arguments.Bool("no-recreate"u8) ? RecreatePolicy.Never : RecreatePolicy.Diverged,
            RemoveOrphans = arguments.Bool("remove-orphans"u8) || Truth("COMPOSE_REMOVE_ORPHANS"),
            IgnoreOrphans = Truth("COMPOSE_IGNORE_ORPHANS"),
            Pull = pull == "policy" ? null : pull,
            QuietPull = arguments.Bool("quiet-pull"u8),
            Build = arguments.Bool("build"u8),
            NoBuild = arguments.Bool("no-build"u8),
            AssumeYes = arguments.Bool("yes"u8),
            EnvironmentFiles = session.EnvironmentFiles,
        };
    }

    private static void Check(ParsedArguments arguments)
    {
        bool abort = arguments.Bool("abort-on-container-exit"u8), abortFailure = arguments.Bool("abort-on-container-failure"u8);
        var attached = abort || abortFailure || arguments.Has("exit-code-from"u8);
        Exclude(attached && arguments.Bool("detach"u8), "--abort-on-container-exit, --abort-on-container-failure and --exit-code-from cannot be combined with --detach");
        Exclude(abort && abortFailure, "--abort-on-container-failure cannot be combined with --abort-on-container-exit");
        Exclude(arguments.Bool("build"u8) && arguments.Bool("no-build"u8), "--build and --no-build are incompatible");
        Exclude(arguments.Bool("force-recreate"u8) && arguments.Bool("no-recreate"u8), "--force-recreate and --no-recreate are incompatible");
        Exclude(arguments.Bool("always-recreate-deps"u8) && arguments.Bool("no-recreate"u8), "--always-recreate-deps and --no-recreate are incompatible");
        Exclude(arguments.Bool("wait"u8) && attached, "--wait cannot be combined with --abort-on-container-exit, --abort-on-container-failure or --exit-code-from");
        Exclude(arguments.Bool("watch"u8) && (attached || arguments.Bool("detach"u8) || arguments.Bool("wait"u8)), "--watch cannot be combined with --detach, --wait or options that end with a container");
    }

    private static void Exclude(bool both, string message)
    {
        if (both)
            throw new ComposeException(message);
    }

    private static bool Truth(string variable) => GlobalOptions.NonEmpty(variable) is { } value && GoBoolean.Parse(value) is true;

    private static int Attached(CommandContext context, ComposeSession session, ComposeProject project, UpOptions options)
    {
        var arguments = context.Arguments;
        var attached = new AttachedUpOptions
        {
            Attach = AttachedServices(arguments, context.Words, project),
            NoAttach = arguments.List("no-attach"u8),
            AbortOnExit = arguments.Bool("abort-on-container-exit"u8),
            AbortOnFailure = arguments.Bool("abort-on-container-failure"u8),
            ExitCodeFrom = arguments.TextOrNull("exit-code-from"u8),
            Timeout = options.Timeout,
        };
        using var interrupts = new InterruptWatch();
        var sink = new LogPrinter(context.Out, context.Error, !arguments.Bool("no-log-prefix"u8), session.Colors && !arguments.Bool("no-color"u8));
        if (arguments.Bool("watch"u8))
            attached = attached with { Watch = ComposeWatchCommand.Beside(session, project, new WatchOptions { NoBuild = options.NoBuild }, sink) };
        using var display = session.Display("Running");
        return context.Wait(session.App(display).UpAttachedAsync(project, options, attached, sink, interrupts.Tokens));
    }

    // Without options: the services that were named, not what they depend on; all if none was.
    private static List<string> AttachedServices(ParsedArguments arguments, List<string> named, ComposeProject project)
    {
        var chosen = arguments.List("attach"u8);
        if (chosen.Count > 0)
            return chosen;
        return arguments.Bool("attach-dependencies"u8) ? [.. project.Services.Keys] : named;
    }
}
