using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>search</c>: searches a registry.</summary>
internal static class SearchCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var arguments = context.Arguments;
        var truncate = !arguments.Bool("no-trunc"u8);
        var rows = context.Client.Images.SearchAsync(new ImageSearchRequest
        {
            Term = context.Words[0],
            Limit = (int)arguments.Number("limit"u8),
            Filters = FilterOption.Read(arguments.List("filter"u8)),
            RegistryAuth = RegistryLogins.For(ImageName.DefaultDomain, context.Config),
        }).GetAwaiter().GetResult().Select(result => new SearchRow(result, truncate)).ToList();
        context.Out.Write(ListFormat.Parse(arguments.TextOrNull("format"u8), SearchRow.Columns).Print(rows, new SearchRow(new ImageSearchResult(), truncate)));
        return ExitCodes.Success;
    }
}
