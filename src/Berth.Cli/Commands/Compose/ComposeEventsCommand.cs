using System.Text;
using System.Text.Json;
using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>compose events</c>: shows what happens to a project's containers.</summary>
internal static class ComposeEventsCommand
{
    private const string OwnLabels = "com.docker.compose.";

    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context, ComposeSession session)
    {
        var (_, name) = session.LoadAll(context.Words);
        return RunAsync(context, name).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(CommandContext context, string name)
    {
        var arguments = context.Arguments;
        var events = await context.Client.System.EventsAsync(new EventsOptions
        {
            Since = TimeOption.Parse(arguments.TextOrNull("since"u8), context.Clock, "since"),
            Until = TimeOption.Parse(arguments.TextOrNull("until"u8), context.Clock, "until"),
            Filters = Filters.Empty.With("type", "container").With("label", $"{ComposeLabels.Project}={name}"),
        }).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            var labels = happened.Actor.Attributes;
            var service = labels.GetValueOrDefault(ComposeLabels.Service, "");
            if (service.Length == 0 || labels.GetValueOrDefault(ComposeLabels.OneOff) == "True" || (context.Words.Count > 0 && !context.Words.Contains(service)))
                continue;
            context.Out.WriteLine(arguments.Bool("json"u8) ? Json(happened, service) : Line(happened));
            context.Out.Flush();
        }
        return ExitCodes.Success;
    }

    private static IEnumerable<KeyValuePair<string, string>> Attributes(EventMessage happened) =>
        happened.Actor.Attributes.Where(static pair => !pair.Key.StartsWith(OwnLabels, StringComparison.Ordinal)).OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    private static string Line(EventMessage happened)
    {
        var time = DockerTimestamps.FormatFixed(happened.TimeNano).Replace('T', ' ')[..26];
        return $"{time} container {happened.Action} {happened.Actor.ID} ({string.Join(", ", Attributes(happened).Select(static pair => $"{pair.Key}={pair.Value}"))})";
    }

    private static string Json(EventMessage happened, string service)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("action", happened.Action);
            writer.WriteStartObject("attributes");
            foreach (var (name, value) in Attributes(happened))
                writer.WriteString(name, value);
            writer.WriteEndObject();
            writer.WriteString("id", happened.Actor.ID);
            writer.WriteString("service", service);
            writer.WriteString("time", DockerTimestamps.Format(happened.TimeNano));
            writer.WriteString("type", "container");
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
