namespace Berth.Cli;

/// <summary>Whether a Compose project is in reach of a command that was called without the word <c>compose</c>.</summary>
internal static class ComposeReach
{
    private static readonly string[] Names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>Whether the user named a project by options that only Compose has.</summary>
    public static bool OptionsGiven(GlobalOptions globals) =>
        globals.Compose.Has("file"u8) || globals.Compose.Has("project-name"u8) || globals.Compose.Has("project-directory"u8) || globals.Compose.Has("profile"u8);

    /// <summary>Whether the working folder or one above it has a Compose file, or a variable names one.</summary>
    public static bool HasProject(GlobalOptions globals)
    {
        if (OptionsGiven(globals) || GlobalOptions.NonEmpty("COMPOSE_FILE") is not null)
            return true;
        for (var folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var name in Names)
            {
                if (File.Exists(Path.Combine(folder, name)))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Whether the project in reach has a service of this name.</summary>
    public static bool HasService(GlobalOptions globals, string name) => HasProject(globals) && name.Length > 0;
}
