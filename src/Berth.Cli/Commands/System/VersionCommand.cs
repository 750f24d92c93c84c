using System.Globalization;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>version</c>, the versions that options ask for, and the word that a plugin of the docker command line answers.</summary>
internal static class VersionCommand
{
    /// <summary><c>--version</c>.</summary>
    public static int PrintShort(string program)
    {
        using var output = new Output(1);
        output.WriteLine(program == "docker" ? $"Docker version {BerthVersion.Docker}, build berth-{BerthVersion.Number}" : $"berth version {BerthVersion.Number}");
        return ExitCodes.Success;
    }

    /// <summary><c>compose --version</c>.</summary>
    public static int PrintComposeShort()
    {
        using var output = new Output(1);
        output.WriteLine($"Docker Compose version {BerthVersion.Compose} (berth {BerthVersion.Number})");
        return ExitCodes.Success;
    }

    /// <summary><c>compose version</c>.</summary>
    public static int Compose(CommandContext context)
    {
        var format = context.Arguments.TextOrNull("format"u8);
        if (context.Arguments.Bool("short"u8))
            context.Out.WriteLine(BerthVersion.Compose);
        else if (format == "json")
            context.Out.WriteLine($"{{\"version\":\"{BerthVersion.Compose}\",\"berth\":\"{BerthVersion.Number}\"}}");
        else
            return PrintComposeShort();
        return ExitCodes.Success;
    }

    /// <summary>What the docker command line asks a plugin.</summary>
    public static int PluginMetadata(CommandContext context)
    {
        context.Out.Write($$"""
            {
                 "SchemaVersion": "0.1.0",
                 "Vendor": "Berth",
                 "Version": "{{BerthVersion.Compose}}",
                 "ShortDescription": "Docker Compose (berth {{BerthVersion.Number}})"
            }

            """);
        return ExitCodes.Success;
    }

    /// <summary><c>version</c>.</summary>
    public static int Run(CommandContext context)
    {
        var format = context.Arguments.TextOrNull("format"u8);
        JsonElement? server = null;
        DockerException? error = null;
        try
        {
            using var document = JsonDocument.Parse(context.Client.GetJsonAsync(["version"]).GetAwaiter().GetResult());
            server = document.RootElement.Clone();
        }
        catch (DockerException e)
        {
            error = e;
        }
        if (format is { Length: > 0 })
            PrintFormatted(context, format, server);
        else
            PrintPlain(context, server);
        if (error is null)
            return ExitCodes.Success;
        context.PrintError(error);
        return ExitCodes.Failure;
    }

    private static void PrintFormatted(CommandContext context, string format, JsonElement? server)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Client");
            foreach (var (name, value) in Client(context))
                Write(writer, name, value, format);
            writer.WriteEndObject();
            writer.WritePropertyName("Server");
            if (server is { } element)
                WriteServer(writer, element, format);
            else
                writer.WriteNullValue();
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        context.Out.WriteLine(format == "json" ? TemplateFunctions.Json(document.RootElement) : Template.Parse(format).Execute(document.RootElement));
    }

    private static void WriteServer(Utf8JsonWriter writer, JsonElement server, string format)
    {
        writer.WriteStartObject();
        foreach (var member in server.EnumerateObject())
        {
            if (member.Name == "ApiVersion")
                Write(writer, member.Name, member.Value.GetString() ?? "", format);
            else
                member.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    // JSON's name of this one member differs from the one that templates know in Docker.
    private static void Write(Utf8JsonWriter writer, string name, string value, string format)
    {
        writer.WriteString(name, value);
        if (name == "ApiVersion" && format != "json")
            writer.WriteString("APIVersion", value);
    }

    private static (string Name, string Value)[] Client(CommandContext context) =>
    [
        ("Version", BerthVersion.Number),
        ("ApiVersion", context.Client.ApiVersion ?? DockerClient.MaxApiVersion),
        ("DefaultAPIVersion", DockerClient.MaxApiVersion),
        ("GitCommit", ""),
        ("GoVersion", ""),
        ("Os", "linux"),
        ("Arch", Architecture),
        ("BuildTime", ""),
        ("Context", context.Address.ContextName),
    ];

    private static string Architecture => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static void PrintPlain(CommandContext context, JsonElement? server)
    {
        var table = new TableWriter(0, 1);
        table.Add("Client:\t");
        Line(table, " Version:", BerthVersion.Number);
        Line(table, " API version:", context.Client.ApiVersion ?? DockerClient.MaxApiVersion);
        Line(table, " OS/Arch:", $"linux/{Architecture}");
        Line(table, " Context:", context.Address.ContextName);
        if (server is { } element)
            AddServer(table, element);
        foreach (var line in table.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("Server:", StringComparison.Ordinal))
                context.Out.WriteLine("");
            context.Out.WriteLine(line.TrimEnd());
        }
    }

    private static void AddServer(TableWriter table, JsonElement server)
    {
        var platform = server.TryGetProperty("Platform", out var value) && value.TryGetProperty("Name", out var name) ? name.GetString() : null;
        table.Add(string.IsNullOrEmpty(platform) ? "Server:\t" : $"Server: {platform}\t");
        if (!server.TryGetProperty("Components", out var components))
            return;
        foreach (var component in components.EnumerateArray())
        {
            table.Add($" {component.GetProperty("Name").GetString()}:\t");
            Line(table, "  Version:", component.GetProperty("Version").GetString() ?? "");
            if (component.TryGetProperty("Details", out var details) && details.ValueKind == JsonValueKind.Object)
                AddDetails(table, details);
        }
    }

    private static void AddDetails(TableWriter table, JsonElement details)
    {
        string Text(string name) => details.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        if (Text("ApiVersion") is { Length: > 0 } api)
            Line(table, "  API version:", string.Create(CultureInfo.InvariantCulture, $"{api} (minimum version {Text("MinAPIVersion")})"));
        foreach (var (label, member) in new[] { ("Go version", "GoVersion"), ("Git commit", "GitCommit"), ("Built", "BuildTime") })
        {
            if (Text(member) is { Length: > 0 } value)
                Line(table, $"  {label}:", value);
        }
        if (Text("Os") is { Length: > 0 } os)
            Line(table, "  OS/Arch:", $"{os}/{Text("Arch")}");
        if (Text("Experimental") is { Length: > 0 } experimental)
            Line(table, "  Experimental:", experimental);
    }

    private static void Line(TableWriter table, string label, string value) => table.Add(label, value);
}
