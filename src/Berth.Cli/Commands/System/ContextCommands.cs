using System.Text;
using System.Text.Json;

namespace Berth.Cli;

/// <summary>The commands about the client's contexts.</summary>
internal static class ContextCommands
{
    /// <summary><c>context ls</c>.</summary>
    public static int List(CommandContext context)
    {
        var current = context.Address.ContextName;
        var own = new ClientContext(ClientContext.DefaultName, "Current DOCKER_HOST based configuration", DefaultHost(context), false, null);
        var rows = context.Config.Contexts().Prepend(own).Select(found => new ContextRow(found, found.Name == current)).ToList();
        context.Out.Write(ListFormat.Parse(context.Arguments.TextOrNull("format"u8), ContextRow.Columns, context.Arguments.Bool("quiet"u8) ? "Name" : null)
            .Print(rows, new ContextRow(own, false)));
        return ExitCodes.Success;
    }

    /// <summary><c>context use</c>.</summary>
    public static int Use(CommandContext context)
    {
        var name = context.Words[0];
        if (name == ClientContext.DefaultName)
            context.Config.Change("currentContext", null);
        else if (context.Config.FindContext(name) is null)
            throw new UsageException($"context {GoQuote.Double(name)}: context not found", ExitCodes.Failure) { ShowUsage = false };
        else
            context.Config.Change("currentContext", writer => writer.WriteStringValue(name));
        context.Out.WriteLine(name);
        context.Error.WriteLine($"Current context is now {GoQuote.Double(name)}");
        if (GlobalOptions.NonEmpty("DOCKER_HOST") is not null)
            context.Error.WriteLine("Warning: DOCKER_HOST environment variable overrides the active context.");
        return ExitCodes.Success;
    }

    /// <summary><c>context show</c>.</summary>
    public static int Show(CommandContext context)
    {
        context.Out.WriteLine(context.Address.ContextName);
        return ExitCodes.Success;
    }

    /// <summary><c>context inspect</c>.</summary>
    public static int Inspect(CommandContext context)
    {
        var names = context.Words.Count > 0 ? context.Words : [context.Address.ContextName];
        var text = new StringBuilder("[");
        foreach (var name in names)
        {
            var found = name == ClientContext.DefaultName
                ? new ClientContext(name, "", DefaultHost(context), false, null)
                : context.Config.FindContext(name) ?? throw new UsageException($"context {GoQuote.Double(name)}: context not found", ExitCodes.Failure) { ShowUsage = false };
            text.Append(text.Length > 1 ? "," : "").Append(Json(found));
        }
        using var document = JsonDocument.Parse(text.Append(']').ToString());
        if (context.Arguments.TextOrNull("format"u8) is { Length: > 0 } format and not "json")
        {
            foreach (var element in document.RootElement.EnumerateArray())
                context.Out.WriteLine(Template.Parse(format).Execute(element));
            return ExitCodes.Success;
        }
        context.Out.WriteLine(GoJson.Indent(document.RootElement));
        return ExitCodes.Success;
    }

    private static string DefaultHost(CommandContext context) => GlobalOptions.NonEmpty("DOCKER_HOST") ?? "unix://" + context.Globals.LocalSocket;

    private static string Json(ClientContext found)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("Name", found.Name);
            writer.WriteStartObject("Metadata");
            writer.WriteString("Description", found.Description);
            writer.WriteEndObject();
            writer.WriteStartObject("Endpoints");
            writer.WriteStartObject("docker");
            writer.WriteString("Host", found.Host);
            writer.WriteBoolean("SkipTLSVerify", found.SkipVerify);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteStartObject("TLSMaterial");
            writer.WriteEndObject();
            writer.WriteStartObject("Storage");
            writer.WriteString("MetadataPath", "");
            writer.WriteString("TLSPath", found.TlsFolder ?? "");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private sealed class ContextRow(ClientContext found, bool current) : ListRow
    {
        public static string[] Columns => ["NameAndMark", "Description", "DockerEndpoint", "Error"];

        public override IReadOnlyList<string> FieldNames => ["Current", "Description", "DockerEndpoint", "Error", "Name"];

        public override object? Field(string name) => name switch
        {
            "Name" => found.Name,
            "NameAndMark" => current ? found.Name + " *" : found.Name,
            "Description" => found.Description,
            "DockerEndpoint" => found.Host,
            "Error" => "",
            "Current" => current,
            _ => null,
        };

        public override string Header(string name) => name switch { "NameAndMark" => "NAME", "DockerEndpoint" => "DOCKER ENDPOINT", _ => name.ToUpperInvariant() };
    }
}
