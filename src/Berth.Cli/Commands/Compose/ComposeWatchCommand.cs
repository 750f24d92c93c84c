using Berth.Compose;

namespace Berth.Cli;

/// <summary><c>compose watch</c>: starts a project and keeps it up to date with its sources, until it is interrupted; the project runs on then.</summary>
internal static class ComposeWatchCommand
{
    /// <summary>Runs it.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var project = Building(session.Honoured(session.Load(context.Words)));
        var options = new WatchOptions { Prune = arguments.Bool("prune"u8), Quiet = arguments.Bool("quiet"u8) };
        ComposeApp.CheckWatch(project, options);
        if (!arguments.Bool("no-up"u8))
            session.Run("Running", app => app.UpAsync(project, new UpOptions { Services = context.Words, QuietPull = options.Quiet, EnvironmentFiles = session.EnvironmentFiles }));
        if (session.DryRun)
            return ExitCodes.Success;
        using var interrupts = new InterruptWatch();
        Action<string> log = text => Tell(context, text);
        context.Wait(session.App(new BuildLines(log)).WatchAsync(project, options, static excluded => new FolderWatch(excluded), log, interrupts.Tokens.First));
        return ExitCodes.Success;
    }

    /// <summary>The watch that goes on beside an attached <c>up</c>; what it tells stands between the containers' lines.</summary>
    /// <exception cref="ComposeException">The project can't be watched.</exception>
    public static Func<ComposeProject, CancellationToken, Task> Beside(ComposeSession session, ComposeProject project, WatchOptions options, LogPrinter sink)
    {
        ComposeApp.CheckWatch(project, options);
        var source = new LogSource("", "", "⦿");
        Action<string> log = text => sink.Status(source, text);
        return (running, cancel) => session.App(new BuildLines(log)).WatchAsync(running, options, static excluded => new FolderWatch(excluded), log, cancel);
    }

    // What is watched is built first: its image may be older than its sources.
    private static ComposeProject Building(ComposeProject project)
    {
        var services = new SortedDictionary<string, ServiceConfig>(StringComparer.Ordinal);
        foreach (var (name, service) in project.Services)
            services[name] = service is { Build: not null, Develop: not null } ? service with { PullPolicy = "build" } : service;
        return project with { Services = services };
    }

    private static void Tell(CommandContext context, string text)
    {
        lock (context.Out)
        {
            context.Out.WriteLine(text);
            context.Out.Flush();
        }
    }
}
