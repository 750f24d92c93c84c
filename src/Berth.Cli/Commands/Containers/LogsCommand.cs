using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>logs</c>: prints what a container wrote.</summary>
internal static class LogsCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var options = new LogOptions
        {
            Stdout = true,
            Stderr = true,
            Follow = arguments.Bool("follow"u8),
            Timestamps = arguments.Bool("timestamps"u8),
            Details = arguments.Bool("details"u8),
            Since = TimeOption.Parse(arguments.TextOrNull("since"u8), context.Clock, "since"),
            Until = TimeOption.Parse(arguments.TextOrNull("until"u8), context.Clock, "until"),
            Tail = Tail(arguments.TextOrNull("tail"u8)),
        };
        var output = context.Client.Containers.LogsAsync(context.Words[0], options).GetAwaiter().GetResult();
        OutputCopier.Copy(output, context.Out, context.Error);
        return ExitCodes.Success;
    }

    /// <summary>The number of lines of <c>--tail</c>; null for all.</summary>
    public static long? Tail(string? text) => text is not null && FlagValues.ParseInt(text) is { } lines and >= 0 ? lines : null;
}
