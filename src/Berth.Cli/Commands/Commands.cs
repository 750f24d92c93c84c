namespace Berth.Cli;

/// <summary>From a row's name to the code that runs the command.</summary>
internal static class Commands
{
    /// <summary>Runs the command of a row.</summary>
    public static int Run(CommandContext context)
    {
        var name = context.Arguments.Row.Name;
        return name.StartsWith("compose ", StringComparison.Ordinal) ? ComposeCommands.Run(context, name["compose ".Length..]) : Container(context, name);
    }

    /// <summary>Whether there is code for a row.</summary>
    public static UsageException Missing(CommandContext context) =>
        new($"{context.Program}: '{context.Name}' is not available in berth {BerthVersion.Number}", ExitCodes.Failure) { ShowUsage = false };

    private static int Container(CommandContext context, string name) => name switch
    {
        "run" => RunCommand.Run(context),
        "create" => RunCommand.Create(context),
        "exec" => ExecCommand.Run(context),
        "ps" => PsCommand.Run(context),
        "logs" => LogsCommand.Run(context),
        "start" => StartCommand.Run(context),
        "stop" => LifecycleCommands.Stop(context),
        "restart" => LifecycleCommands.Restart(context),
        "kill" => LifecycleCommands.Kill(context),
        "pause" => LifecycleCommands.Pause(context),
        "unpause" => LifecycleCommands.Unpause(context),
        "rename" => LifecycleCommands.Rename(context),
        "rm" => RmCommand.Run(context),
        _ => MoreContainer(context, name),
    };

    private static int MoreContainer(CommandContext context, string name) => name switch
    {
        "wait" => WaitCommand.Run(context),
        "attach" => AttachCommand.Run(context),
        "cp" => CopyCommand.Run(context),
        "diff" => DiffCommand.Run(context),
        "top" => TopCommand.Run(context),
        "port" => PortCommand.Run(context),
        "stats" => StatsCommand.Run(context),
        "update" => UpdateCommand.Run(context),
        "commit" => CommitCommand.Run(context),
        "export" => ExportCommand.Run(context),
        "container inspect" => InspectCommand.Containers(context),
        "container prune" => PruneCommands.Containers(context),
        _ => Image(context, name),
    };

    private static int Image(CommandContext context, string name) => name switch
    {
        "images" => ImagesCommand.Run(context),
        "pull" => PullCommand.Run(context),
        "push" => PushCommand.Run(context),
        "rmi" => RmiCommand.Run(context),
        "tag" => TagCommand.Run(context),
        "history" => HistoryCommand.Run(context),
        "load" => ArchiveCommands.Load(context),
        "save" => ArchiveCommands.Save(context),
        "import" => ArchiveCommands.Import(context),
        "search" => SearchCommand.Run(context),
        "login" => LoginCommands.Login(context),
        "logout" => LoginCommands.Logout(context),
        _ => MoreImage(context, name),
    };

    private static int MoreImage(CommandContext context, string name) => name switch
    {
        "build" => BuildCommand.Run(context),
        "image inspect" => InspectCommand.Images(context),
        "image prune" => PruneCommands.Images(context),
        "builder prune" => PruneCommands.Builds(context),
        "inspect" => InspectCommand.Any(context),
        "network inspect" => InspectCommand.Networks(context),
        "volume inspect" => InspectCommand.Volumes(context),
        _ => Resource(context, name),
    };

    private static int Resource(CommandContext context, string name) => name switch
    {
        "network ls" => NetworkCommands.List(context),
        "network create" => NetworkCommands.Create(context),
        "network rm" => NetworkCommands.Remove(context),
        "network connect" => NetworkCommands.Connect(context),
        "network disconnect" => NetworkCommands.Disconnect(context),
        "network prune" => PruneCommands.Networks(context),
        "volume ls" => VolumeCommands.List(context),
        "volume create" => VolumeCommands.Create(context),
        "volume rm" => VolumeCommands.Remove(context),
        "volume prune" => PruneCommands.Volumes(context),
        _ => System(context, name),
    };

    private static int System(CommandContext context, string name) => name switch
    {
        "version" => VersionCommand.Run(context),
        "info" => InfoCommand.Run(context),
        "events" => EventsCommand.Run(context),
        "system df" => DiskUsageCommand.Run(context),
        "system prune" => PruneCommands.System(context),
        "system dial-stdio" => DialCommand.Run(context),
        "context ls" => ContextCommands.List(context),
        "context use" => ContextCommands.Use(context),
        "context show" => ContextCommands.Show(context),
        "context inspect" => ContextCommands.Inspect(context),
        "doctor" => DoctorCommand.Run(context),
        "engine" => EngineCommand.Run(context),
        _ => Own(context, name),
    };

    private static int Own(CommandContext context, string name) => name switch
    {
        "completion" => CompletionCommand.Script(context),
        "__complete" => CompletionCommand.Complete(context),
        "docker-cli-plugin-metadata" => VersionCommand.PluginMetadata(context),
        _ => throw Missing(context),
    };
}
