using Berth.Compose;

namespace Berth.Cli;

/// <summary>From the name of a Compose command to the code that runs it.</summary>
internal static class ComposeCommands
{
    /// <summary>Runs the command of this name.</summary>
    public static int Run(CommandContext context, string name)
    {
        if (name == "version")
            return VersionCommand.Compose(context);
        try
        {
            return Project(context, new ComposeSession(context), name);
        }
        catch (ComposeException e)
        {
            context.Out.Flush();
            using var text = new StringWriter();
            if (e.Span.File is null)
                text.WriteLine(e.Message);
            else
                DiagnosticPrinter.WriteText(text, [new Diagnostic(DiagnosticSeverity.Error, "project", e.Span, e.Message)], Environment.CurrentDirectory);
            context.Error.Write(text.ToString());
            context.Error.Flush();
            return e.ExitCode;
        }
        catch (SilentException e)
        {
            return e.ExitCode;
        }
    }

    private static int Project(CommandContext context, ComposeSession session, string name) => name switch
    {
        "config" => ComposeConfigCommand.Run(context, session),
        "up" => ComposeUpCommand.Up(context, session),
        "create" => ComposeUpCommand.Create(context, session),
        "scale" => ComposeUpCommand.Scale(context, session),
        "down" => ComposeLifecycle.Down(context, session),
        "start" => ComposeLifecycle.Start(context, session),
        "stop" => ComposeLifecycle.Stop(context, session),
        "restart" => ComposeLifecycle.Restart(context, session),
        "kill" => ComposeLifecycle.Kill(context, session),
        "pause" => ComposeLifecycle.Pause(context, session),
        "unpause" => ComposeLifecycle.Unpause(context, session),
        "rm" => ComposeLifecycle.Remove(context, session),
        "wait" => ComposeLifecycle.Wait(context, session),
        "watch" => ComposeWatchCommand.Run(context, session),
        _ => Look(context, session, name),
    };

    private static int Look(CommandContext context, ComposeSession session, string name) => name switch
    {
        "ps" => ComposePsCommand.Run(context, session),
        "logs" => ComposeLogsCommand.Run(context, session),
        "ls" => ComposeListCommands.Projects(context),
        "images" => ComposeListCommands.Images(context, session),
        "volumes" => ComposeListCommands.Volumes(context, session),
        "volume inspect" => ComposeListCommands.InspectVolumes(context, session),
        "top" => ComposeListCommands.Top(context, session),
        "port" => ComposeListCommands.Port(context, session),
        "stats" => ComposeListCommands.Stats(context, session),
        "events" => ComposeEventsCommand.Run(context, session),
        _ => Inside(context, session, name),
    };

    private static int Inside(CommandContext context, ComposeSession session, string name) => name switch
    {
        "exec" => ComposeExecCommand.Run(context, session),
        "run" => ComposeRunCommand.Run(context, session),
        "attach" => ComposeExecCommand.Attach(context, session),
        "cp" => ComposeExecCommand.Copy(context, session),
        "export" => ComposeExecCommand.Export(context, session),
        "commit" => ComposeExecCommand.Commit(context, session),
        "pull" => ComposeImageCommands.Pull(context, session),
        "push" => ComposeImageCommands.Push(context, session),
        "build" => ComposeImageCommands.Build(context, session),
        "alpha viz" => ComposeVizCommand.Run(context, session),
        _ => throw Commands.Missing(context),
    };
}
