using System.Text;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>inspect</c> and its forms for one kind of object: prints the engine's own JSON, or what a template makes of it.</summary>
internal static class InspectCommand
{
    /// <summary><c>inspect</c>.</summary>
    public static int Any(CommandContext context)
    {
        var type = context.Arguments.TextOrNull("type"u8);
        IReadOnlyList<string> kinds = type switch
        {
            null or "" => ["container", "image", "network", "volume"],
            "container" or "image" or "network" or "volume" => [type],
            _ => throw new UsageException($"{GoQuote.Double(type)} is not a valid value for --type", ExitCodes.Failure) { ShowUsage = false },
        };
        return Run(context, kinds);
    }

    /// <summary><c>container inspect</c>.</summary>
    public static int Containers(CommandContext context) => Run(context, ["container"]);

    /// <summary><c>image inspect</c>.</summary>
    public static int Images(CommandContext context) => Run(context, ["image"]);

    /// <summary><c>network inspect</c>.</summary>
    public static int Networks(CommandContext context) => Run(context, ["network"]);

    /// <summary><c>volume inspect</c>.</summary>
    public static int Volumes(CommandContext context) => Run(context, ["volume"]);

    /// <summary>Prints these volumes as <c>volume inspect</c> does.</summary>
    public static int Volumes(CommandContext context, IReadOnlyList<string> names) => Run(context, ["volume"], names);

    private static int Run(CommandContext context, IReadOnlyList<string> kinds) => Run(context, kinds, context.Words);

    private static int Run(CommandContext context, IReadOnlyList<string> kinds, IReadOnlyList<string> names)
    {
        var format = context.Arguments.TextOrNull("format"u8);
        var template = format is null or "" or "json" ? null : Template.Parse(format);
        var found = new List<JsonElement>();
        var errors = new List<string>();
        foreach (var name in names)
        {
            try
            {
                if (Find(context, kinds, name) is { } element)
                    found.Add(element);
                else
                    errors.Add($"Error: No such object: {name}");
            }
            catch (DockerException e) when (e.Kind is DockerErrorKind.NotFound)
            {
                errors.Add(ErrorText.Of(e));
            }
        }
        Print(context, found, format, template);
        context.Out.Flush();
        foreach (var error in errors)
            context.Error.WriteLine(error);
        return errors.Count > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static void Print(CommandContext context, List<JsonElement> found, string? format, Template? template)
    {
        if (template is not null)
        {
            foreach (var element in found)
                context.Out.WriteLine(template.Execute(element));
            return;
        }
        if (format == "json")
        {
            context.Out.WriteLine("[" + string.Join(',', found.Select(static element => TemplateFunctions.Json(element))) + "]");
            return;
        }
        if (found.Count == 0)
        {
            context.Out.WriteLine("[]");
            return;
        }
        var text = new StringBuilder("[\n");
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var line in GoJson.Indent(found[i]).Split('\n'))
                text.Append("    ").Append(line).Append('\n');
            if (i < found.Count - 1)
                text.Insert(text.Length - 1, ',');
        }
        context.Out.Write(text.Append("]\n").ToString());
    }

    // The first kind that has an object of this name; with one kind its error goes on.
    private static JsonElement? Find(CommandContext context, IReadOnlyList<string> kinds, string name)
    {
        foreach (var kind in kinds)
        {
            try
            {
                var json = Get(context, kind, name);
                using var document = JsonDocument.Parse(json);
                return document.RootElement.Clone();
            }
            catch (DockerException e) when (kinds.Count > 1 && e.Kind == DockerErrorKind.NotFound)
            {
                // Maybe an object of another kind.
            }
        }
        return null;
    }

    private static ReadOnlyMemory<byte> Get(CommandContext context, string kind, string name)
    {
        var arguments = context.Arguments;
        return (kind switch
        {
            "container" => context.Client.GetJsonAsync(["containers", name, "json"], arguments.Row.Name is "inspect" or "container inspect" && arguments.Bool("size"u8) ? "size" : null),
            "image" => context.Client.GetJsonAsync(["images", name, "json"]),
            "network" => context.Client.GetJsonAsync(["networks", name]),
            _ => context.Client.GetJsonAsync(["volumes", name]),
        }).GetAwaiter().GetResult();
    }
}
