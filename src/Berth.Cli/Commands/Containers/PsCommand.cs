using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>ps</c>: lists containers.</summary>
internal static class PsCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var last = (int)arguments.Number("last"u8);
        var latest = arguments.Bool("latest"u8);
        var size = arguments.Bool("size"u8);
        var format = arguments.TextOrNull("format"u8);
        var containers = context.Client.Containers.ListAsync(new ContainerListOptions
        {
            All = arguments.Bool("all"u8),
            Limit = latest && last == -1 ? 1 : Math.Max(0, last),
            Size = size || (format?.Contains("Size", StringComparison.Ordinal) ?? false),
            Filters = FilterOption.Read(arguments.List("filter"u8)),
        }).GetAwaiter().GetResult();
        var quiet = arguments.Bool("quiet"u8);
        var truncate = !arguments.Bool("no-trunc"u8);
        if (quiet && format is null or "table" or "")
        {
            foreach (var container in containers)
                context.Out.WriteLine(truncate ? ShortId.Of(container.Id) : container.Id);
            return ExitCodes.Success;
        }
        var rows = containers.Select(container => new ContainerRow(container, truncate, context.Clock)).ToList();
        context.Out.Write(ListFormat.Parse(format ?? context.Config.Text("psFormat"u8), ContainerRow.Columns(size), quiet ? "ID" : null)
            .Print(rows, new ContainerRow(new ContainerSummary(), truncate, context.Clock)));
        return ExitCodes.Success;
    }
}
