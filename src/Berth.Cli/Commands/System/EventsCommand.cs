using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>events</c>: shows what happens in the engine.</summary>
internal static class EventsCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context) => RunAsync(context).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(CommandContext context)
    {
        var arguments = context.Arguments;
        var format = arguments.TextOrNull("format"u8) ?? "";
        var template = format is "" or "json" ? null : Template.Parse(format);
        var events = await context.Client.System.EventsAsync(new EventsOptions
        {
            Since = TimeOption.Parse(arguments.TextOrNull("since"u8), context.Clock, "since"),
            Until = TimeOption.Parse(arguments.TextOrNull("until"u8), context.Clock, "until"),
            Filters = FilterOption.Read(arguments.List("filter"u8)),
        }).ConfigureAwait(false);
        await foreach (var message in events.ConfigureAwait(false))
        {
            context.Out.WriteLine(format switch
            {
                "" => Line(message),
                "json" => Json(message),
                _ => Templated(template!, message),
            });
            context.Out.Flush();
        }
        return ExitCodes.Success;
    }

    /// <summary>An event as a line for people.</summary>
    internal static string Line(EventMessage message)
    {
        var line = new StringBuilder();
        if (message.TimeNano != 0)
            line.Append(DockerTimestamps.FormatFixed(message.TimeNano)).Append(' ');
        line.Append(message.Type).Append(' ').Append(message.Action).Append(' ').Append(message.Actor.ID);
        if (message.Actor.Attributes.Count > 0)
        {
            line.Append(" (").AppendJoin(", ", message.Actor.Attributes.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"))
                .Append(')');
        }
        return line.ToString();
    }

    private static string Json(EventMessage message)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteIfGiven(writer, "status", message.Status);
            WriteIfGiven(writer, "id", message.Id);
            WriteIfGiven(writer, "from", message.From);
            writer.WriteString("Type", message.Type);
            writer.WriteString("Action", message.Action);
            writer.WriteStartObject("Actor");
            writer.WriteString("ID", message.Actor.ID);
            writer.WriteStartObject("Attributes");
            foreach (var (name, value) in message.Actor.Attributes.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                writer.WriteString(name, value);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteString("scope", message.Scope);
            writer.WriteNumber("time", message.Time);
            writer.WriteNumber("timeNano", message.TimeNano);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteString(name, value);
    }

    private static string Templated(Template template, EventMessage message)
    {
        using var document = JsonDocument.Parse(Json(message));
        return template.Execute(new EventRow(document.RootElement));
    }

    // The wire's names begin with small letters, a template's with great ones.
    private sealed class EventRow(JsonElement element) : ITemplateObject
    {
        public IReadOnlyList<string> FieldNames => [.. element.EnumerateObject().Select(static member => member.Name)];

        public bool TryGet(string name, ReadOnlySpan<object?> arguments, out object? value)
        {
            var small = name is "ID" ? "id" : string.Create(CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(name[0])}{name[1..]}");
            var found = element.TryGetProperty(name, out var member) || element.TryGetProperty(small, out member);
            value = found ? TemplateValue.FromJson(member) : "";
            return found || name is "Status" or "ID" or "From";
        }
    }
}
