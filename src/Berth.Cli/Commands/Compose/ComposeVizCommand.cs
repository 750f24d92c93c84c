using System.Text;
using Berth.Compose;

namespace Berth.Cli;

/// <summary><c>compose alpha viz</c>: prints the project as a graph for graphviz.</summary>
internal static class ComposeVizCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var project = session.Load([]);
        var indent = new string(arguments.Bool("spaces"u8) ? ' ' : '\t', (int)Math.Max(0, arguments.Number("indentation-size"u8)));
        var text = new StringBuilder().Append("digraph ").Append(Quoted(project.Name)).Append(" {\n").Append(indent).Append("layout=dot;\n");
        foreach (var service in project.Services.Values.OrderBy(static service => service.Name, StringComparer.Ordinal))
        {
            text.Append(indent).Append(Quoted(service.Name)).Append(" [style=\"filled\" label=<<font point-size=\"15\">").Append(Html(service.Name)).Append("</font>");
            if (arguments.Bool("networks"u8))
                Lines(text, "Networks:", service.Networks.Keys.Order(StringComparer.Ordinal));
            if (arguments.Bool("ports"u8))
                Lines(text, "Ports:", service.Ports.Select(static port => $"{port.Published}:{port.Target}/{port.Protocol}"));
            if (arguments.Bool("image"u8))
                Lines(text, "Image:", [ComposeNames.Image(project, service)]);
            text.Append(">];\n");
        }
        foreach (var service in project.Services.Values.OrderBy(static service => service.Name, StringComparer.Ordinal))
        {
            foreach (var dependency in service.DependsOn.Keys.Order(StringComparer.Ordinal))
                text.Append(indent).Append(Quoted(service.Name)).Append(" -> ").Append(Quoted(dependency)).Append(";\n");
        }
        context.Out.Write(text.Append("}\n").ToString());
        return ExitCodes.Success;
    }

    private static void Lines(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append("<font point-size=\"10\"><br/><br/><b>").Append(heading).Append("</b>");
        foreach (var line in all)
            text.Append("<br/>").Append(Html(line));
        text.Append("</font>");
    }

    private static string Quoted(string text) => GoQuote.Double(text);

    private static string Html(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
