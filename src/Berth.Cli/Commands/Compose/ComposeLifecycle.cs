using System.Globalization;
using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>The Compose commands that move a project's containers from one state to another.</summary>
internal static class ComposeLifecycle
{
    /// <summary><c>down</c>.</summary>
    public static int Down(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var images = arguments.TextOrNull("rmi"u8);
        if (images is not (null or "local" or "all"))
            throw new ComposeException($"invalid value for --rmi: {GoQuote.Double(images)}");
        var (project, name) = session.LoadAll(context.Words);
        var options = new DownOptions
        {
            Services = context.Words,
            RemoveOrphans = arguments.Bool("remove-orphans"u8) || (GlobalOptions.NonEmpty("COMPOSE_REMOVE_ORPHANS") is { } value && GoBoolean.Parse(value) is true),
            Volumes = arguments.Bool("volumes"u8),
            Images = images,
            Timeout = Timeout(arguments),
        };
        return session.Run("Running", app => app.DownAsync(project, name, options));
    }

    /// <summary><c>start</c>.</summary>
    public static int Start(CommandContext context, ComposeSession session)
    {
        var (project, name) = session.LoadOrName(context.Words);
        var wait = context.Arguments.Bool("wait"u8);
        var limit = TimeSpan.FromSeconds(context.Arguments.Number("wait-timeout"u8));
        return session.Run("Running", app => app.StartAsync(project, name, context.Words, wait, limit));
    }

    /// <summary><c>stop</c>.</summary>
    public static int Stop(CommandContext context, ComposeSession session)
    {
        var (project, name) = session.LoadAll(context.Words);
        return session.Run("Stopping", app => app.StopAsync(project, name, context.Words, Timeout(context.Arguments)));
    }

    /// <summary><c>restart</c>.</summary>
    public static int Restart(CommandContext context, ComposeSession session)
    {
        var (project, name) = session.LoadAll(context.Words);
        var alone = context.Arguments.Bool("no-deps"u8);
        return session.Run("Restarting", app => app.RestartAsync(project, name, context.Words, Timeout(context.Arguments), alone));
    }

    /// <summary><c>kill</c>.</summary>
    public static int Kill(CommandContext context, ComposeSession session)
    {
        var (project, name) = session.LoadAll(context.Words);
        var signal = context.Arguments.Text("signal"u8);
        if (!context.Arguments.Bool("remove-orphans"u8) || project is null)
            return session.Run("Killing", app => app.KillAsync(project, name, context.Words, signal));
        var orphans = session.Containers(name, all: false, oneOff: false).Where(container => !project.Services.ContainsKey(ComposeSession.ServiceOf(container))).ToList();
        return session.Run("Killing", async app =>
        {
            await app.KillAsync(project, name, context.Words, signal).ConfigureAwait(false);
            foreach (var orphan in orphans)
                await session.Engine.Containers.KillAsync(orphan.Id, signal).ConfigureAwait(false);
        });
    }

    /// <summary><c>pause</c>.</summary>
    public static int Pause(CommandContext context, ComposeSession session) => Freeze(context, session, pause: true);

    /// <summary><c>unpause</c>.</summary>
    public static int Unpause(CommandContext context, ComposeSession session) => Freeze(context, session, pause: false);

    /// <summary><c>rm</c>.</summary>
    public static int Remove(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var (project, name) = session.LoadAll(context.Words);
        var stop = arguments.Bool("stop"u8);
        var found = session.Containers(name, all: true, oneOff: true, context.Words).Where(container => stop || container.State is not ("running" or "paused" or "restarting")).ToList();
        if (found.Count == 0)
        {
            context.Error.WriteLine("No stopped containers");
            return ExitCodes.Success;
        }
        var message = "Going to remove " + string.Join(", ", found.Select(ComposeSession.NameOf));
        if (arguments.Bool("force"u8))
            context.Out.WriteLine(message);
        else if (!Question.Ask(context, message + "?"))
            return ExitCodes.Success;
        context.Out.Flush();
        return session.Run("Removing", async app =>
        {
            await app.RemoveAsync(project, name, context.Words, stop, arguments.Bool("volumes"u8)).ConfigureAwait(false);
            foreach (var oneOff in found.Where(static container => container.Labels.GetValueOrDefault(ComposeLabels.OneOff) == "True"))
                await session.Engine.Containers.RemoveAsync(oneOff.Id, force: stop, volumes: arguments.Bool("volumes"u8)).ConfigureAwait(false);
        });
    }

    /// <summary><c>wait</c>.</summary>
    public static int Wait(CommandContext context, ComposeSession session)
    {
        var (project, name) = session.LoadAll(context.Words);
        var containers = session.Containers(name, all: false, oneOff: false, context.Words);
        if (containers.Count == 0)
            throw new ComposeException($"no containers for project {GoQuote.Double(name)}: not found");
        var down = context.Arguments.Bool("down-project"u8);
        var code = context.Wait(WaitAsync(context, session.Engine, containers, down));
        return down ? Math.Max(code, session.Run("Running", app => app.DownAsync(project, name, new DownOptions { RemoveOrphans = true }))) : code;
    }

    private static async Task<int> WaitAsync(CommandContext context, EngineCalls engine, IReadOnlyList<ContainerSummary> containers, bool first)
    {
        var waits = containers.Select(async container =>
        {
            using var wait = await engine.Containers.WaitAsync(container.Id).ConfigureAwait(false);
            return (container.Id, Code: (int)(await wait.Result.ConfigureAwait(false)).StatusCode);
        }).ToList();
        var code = 0;
        while (waits.Count > 0)
        {
            var ended = await Task.WhenAny(waits).ConfigureAwait(false);
            waits.Remove(ended);
            (var id, code) = await ended.ConfigureAwait(false);
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"container {GoQuote.Double(id)} exited with status code {code}"));
            context.Out.Flush();
            if (first)
                break;
        }
        return code;
    }

    private static int Freeze(CommandContext context, ComposeSession session, bool pause)
    {
        var (project, name) = session.LoadAll(context.Words);
        return session.Run(pause ? "Pausing" : "Unpausing", app => app.PauseAsync(project, name, context.Words, pause));
    }

    private static int? Timeout(ParsedArguments arguments) => (int?)arguments.Int("timeout"u8);
}
