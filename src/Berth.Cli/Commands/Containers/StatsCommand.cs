using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>stats</c>: shows what containers use, live or once.</summary>
internal static class StatsCommand
{
    private const string Home = "\e[H";
    private const string ClearLine = "\e[K";
    private const string ClearBelow = "\e[J";

    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context) => context.Wait(Show(context, context.Words, Filters.Empty));

    /// <summary>Shows containers.</summary>
    /// <param name="context">The call, whose options say how.</param>
    /// <param name="names">The containers; none for all that match.</param>
    /// <param name="filters">Which ones, if none is named.</param>
    public static async Task<int> Show(CommandContext context, IReadOnlyList<string> names, Filters filters)
    {
        var client = context.ParallelClient;
        var all = context.Arguments.Bool("all"u8);
        var containers = new List<(string Name, string Id, string Shown)>();
        foreach (var name in names)
        {
            var found = await client.Containers.InspectAsync(name).ConfigureAwait(false);
            containers.Add((name, found.Id, found.Name));
        }
        if (names.Count == 0)
        {
            foreach (var found in await client.Containers.ListAsync(new ContainerListOptions { All = all, Filters = filters }).ConfigureAwait(false))
                containers.Add((found.Id, found.Id, found.Names.Count > 0 ? found.Names[0] : ""));
        }
        var printer = new Printer(context);
        if (context.Arguments.Bool("no-stream"u8))
        {
            var readings = await Task.WhenAll(containers.Select(container => Once(client, container.Id))).ConfigureAwait(false);
            printer.Print(containers.Select((container, i) => printer.Row(container, readings[i])).ToList<ListRow>());
            return ExitCodes.Success;
        }
        await Live(client, containers, printer, names.Count == 0 && !all, context.Clock).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    private static async Task<ContainerStats?> Once(DockerClient client, string id)
    {
        try
        {
            await foreach (var reading in (await client.Containers.StatsAsync(id, stream: false).ConfigureAwait(false)).ConfigureAwait(false))
                return reading;
        }
        catch (DockerException e) when (e.Kind == DockerErrorKind.NotFound)
        {
            // Gone meanwhile.
        }
        return null;
    }

    private static async Task Live(
        DockerClient client, List<(string Name, string Id, string Shown)> containers, Printer printer, bool onlyRunning, TimeProvider clock)
    {
        var readings = new Dictionary<string, ContainerStats?>(StringComparer.Ordinal);
        var over = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, id, _) in containers)
            readings[id] = null;
        var readers = containers.ConvertAll(container => Follow(container.Id));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        do
        {
            List<ListRow> rows;
            lock (readings)
                rows = containers.Where(container => !over.Contains(container.Id)).Select(container => printer.Row(container, readings[container.Id])).ToList<ListRow>();
            printer.Refresh(rows);
            if (!onlyRunning && readers.TrueForAll(static reader => reader.IsCompleted))
                return;
        }
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false));

        async Task Follow(string id)
        {
            try
            {
                await foreach (var reading in (await client.Containers.StatsAsync(id, stream: true).ConfigureAwait(false)).ConfigureAwait(false))
                {
                    lock (readings)
                        readings[id] = reading;
                }
            }
            catch (DockerException)
            {
                // Gone: its row goes too.
            }
            lock (readings)
                over.Add(id);
        }
    }

    private sealed class Printer(CommandContext context)
    {
        private readonly ListFormat _format = ListFormat.Parse(context.Arguments.TextOrNull("format"u8) ?? context.Config.Text("statsFormat"u8), StatsRow.Columns);
        private readonly bool _truncate = !context.Arguments.Bool("no-trunc"u8);

        public StatsRow Row((string Name, string Id, string Shown) container, ContainerStats? reading) => new StatsRow(container.Name, container.Id, container.Shown, reading, _truncate);

        public void Print(List<ListRow> rows)
        {
            context.Out.Write(_format.Print(rows, new StatsRow("", "", "", null, _truncate)));
            context.Out.Flush();
        }

        public void Refresh(List<ListRow> rows)
        {
            var text = new StringBuilder(Home);
            foreach (var line in _format.Print(rows, new StatsRow("", "", "", null, _truncate)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                text.Append(line).Append(ClearLine).Append('\n');
            context.Out.Write(text.Append(ClearBelow).ToString());
            context.Out.Flush();
        }
    }
}
