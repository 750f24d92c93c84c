using System.Globalization;
using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>compose ps</c>: lists a project's containers.</summary>
internal static class ComposePsCommand
{
    private static readonly string[] States = ["paused", "restarting", "removing", "running", "dead", "created", "exited"];

    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var arguments = context.Arguments;
        var states = Statuses(arguments);
        var (project, name) = session.LoadAll(context.Words);
        var all = arguments.Bool("all"u8) || states.Count > 0;
        var containers = session.Containers(name, all, oneOff: arguments.Bool("all"u8), context.Words).ToList();
        if (states.Count > 0)
            containers.RemoveAll(container => !states.Contains(container.State));
        if (!arguments.Bool("orphans"u8) && project is not null)
            containers.RemoveAll(container => !project.Services.ContainsKey(ComposeSession.ServiceOf(container)));
        containers.Sort(static (a, b) => string.CompareOrdinal(ComposeSession.NameOf(a), ComposeSession.NameOf(b)));
        if (arguments.Bool("quiet"u8))
        {
            foreach (var container in containers)
                context.Out.WriteLine(container.Id);
            return ExitCodes.Success;
        }
        if (arguments.Bool("services"u8))
        {
            foreach (var service in containers.Select(ComposeSession.ServiceOf).Distinct())
                context.Out.WriteLine(service);
            return ExitCodes.Success;
        }
        var truncate = !arguments.Bool("no-trunc"u8);
        var rows = containers.ConvertAll(container => new ComposeContainerRow(container, ExitCode(container), truncate, context.Clock));
        context.Out.Write(ListFormat.Parse(arguments.TextOrNull("format"u8), ComposeContainerRow.Columns).Print(rows, new ComposeContainerRow(new ContainerSummary(), 0, truncate, context.Clock)));
        return ExitCodes.Success;
    }

    private static List<string> Statuses(ParsedArguments arguments)
    {
        var states = arguments.List("status"u8);
        if (arguments.TextOrNull("filter"u8) is { Length: > 0 } filter)
        {
            var (name, value) = KeyValue.Split(filter);
            states.Add(name == "status" && value is not null ? value : throw new ComposeException($"unknown filter {name}"));
        }
        return states.Find(static state => !States.Contains(state)) is { } unknown
            ? throw new ComposeException($"unknown status {unknown}; there are {string.Join(", ", States)}")
            : states;
    }

    // The list's words have it: "Exited (3) 2 minutes ago".
    private static int ExitCode(ContainerSummary container)
    {
        var open = container.Status.IndexOf('(', StringComparison.Ordinal);
        var close = container.Status.IndexOf(')', StringComparison.Ordinal);
        return container.State is "exited" or "dead" && close > open && open >= 0
            && int.TryParse(container.Status.AsSpan(open + 1, close - open - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : 0;
    }
}
