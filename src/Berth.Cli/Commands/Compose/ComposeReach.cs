using Berth.Compose;

namespace Berth.Cli;

/// <summary>Whether a Compose project is in reach of a command that was called without the word <c>compose</c>.</summary>
internal static class ComposeReach
{
    private static readonly string[] Names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>Whether the user named a project by options that only Compose has.</summary>
    public static bool OptionsGiven(GlobalOptions globals) =>
        globals.Compose.Has("file"u8) || globals.Compose.Has("project-name"u8) || globals.Compose.Has("project-directory"u8) || globals.Compose.Has("profile"u8);

    /// <summary>Whether there is a Compose file in the working folder or one above it, or options or variables name one.</summary>
    public static bool HasProject(GlobalOptions globals) => OptionsGiven(globals) || GlobalOptions.NonEmpty("COMPOSE_FILE") is not null || HasFile(null);

    /// <summary>Whether there is a Compose file in a folder or one above it.</summary>
    /// <param name="folder">The folder; null for the working folder.</param>
    public static bool HasFile(string? folder)
    {
        for (var place = Path.GetFullPath(folder ?? "."); place is not null; place = Path.GetDirectoryName(place))
        {
            foreach (var name in Names)
            {
                if (File.Exists(Path.Combine(place, name)))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Whether the project in reach has a service of this name.</summary>
    public static bool HasService(GlobalOptions globals, string name)
    {
        if (!HasProject(globals))
            return false;
        using var context = new CommandContext(new ParsedArguments(CommandTable.Find("compose ps")!), globals, "berth");
        return ComposeLoader.Load(new ComposeSession(context).LoadOptions([])).Project is { } project && (project.Services.ContainsKey(name) || project.DisabledServices.ContainsKey(name));
    }
}
