namespace Berth.Cli;

/// <summary>From the name of a Compose command to the code that runs it.</summary>
internal static class ComposeCommands
{
    /// <summary>Runs the command of this name.</summary>
    public static int Run(CommandContext context, string name) => name switch
    {
        "version" => VersionCommand.Compose(context),
        _ => throw Commands.Missing(context),
    };
}
