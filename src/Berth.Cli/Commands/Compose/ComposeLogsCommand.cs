using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>compose logs</c>: prints what the services' containers wrote.</summary>
internal static class ComposeLogsCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var (_, name) = session.LoadAll(context.Words);
        var options = new LogOptions
        {
            Stdout = true,
            Stderr = true,
            Follow = arguments.Bool("follow"u8),
            Timestamps = arguments.Bool("timestamps"u8),
            Since = TimeOption.Parse(arguments.TextOrNull("since"u8), context.Clock, "since"),
            Until = TimeOption.Parse(arguments.TextOrNull("until"u8), context.Clock, "until"),
            Tail = LogsCommand.Tail(arguments.TextOrNull("tail"u8)),
        };
        // Both outputs of containers go to standard output, as Compose has it.
        var sink = new LogPrinter(context.Out, context.Out, !arguments.Bool("no-log-prefix"u8), session.Colors && !arguments.Bool("no-color"u8));
        context.Wait(session.App().LogsAsync(name, context.Words, options, (int)arguments.Number("index"u8), sink));
        return ExitCodes.Success;
    }
}
