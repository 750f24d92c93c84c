using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>history</c>: lists the steps that made an image.</summary>
internal static class HistoryCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var truncate = !arguments.Bool("no-trunc"u8);
        var human = arguments.Bool("human"u8);
        var rows = context.Client.Images.HistoryAsync(context.Words[0], arguments.TextOrNull("platform"u8)).GetAwaiter().GetResult()
            .Select(step => new HistoryRow(step, truncate, human, context.Clock)).ToList();
        context.Out.Write(ListFormat.Parse(arguments.TextOrNull("format"u8), HistoryRow.Columns(human), arguments.Bool("quiet"u8) ? "ID" : null)
            .Print(rows, new HistoryRow(new ImageHistoryItem(), truncate, human, context.Clock)));
        return ExitCodes.Success;
    }
}
