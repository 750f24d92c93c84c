using System.Globalization;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>What a project is made of, found from options, environment and folders.</summary>
/// <param name="Files">Compose files: absolute paths, or <c>-</c>.</param>
/// <param name="WorkingDirectory">The project directory.</param>
/// <param name="Environment">The variables, COMPOSE_PROJECT_NAME not yet among them.</param>
/// <param name="NamingFolder">The folder that names the project if nothing else does; another than the project directory where that is a copy from elsewhere.</param>
internal sealed record ProjectSources(IReadOnlyList<string> Files, string WorkingDirectory, Dictionary<string, string> Environment, string NamingFolder)
{
    /// <summary>The names that a project's files are found by, the most wanted first.</summary>
    public static readonly string[] FileNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
    /// <summary>The names of the files that go over them.</summary>
    public static readonly string[] OverrideNames = ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

    /// <summary>Finds them; null after an error, which is reported.</summary>
    public static ProjectSources? Find(LoadContext context)
    {
        ComposeLoadOptions options = context.Options;
        Dictionary<string, string> environment = new(options.Environment);
        environment.TryAdd("PWD", options.WorkingDirectory);
        string folder = FolderOf(options.Files, context);
        if (!ReadEnvironment(environment, folder, context))
        {
            return null;
        }

        if (FilesOf(environment, folder, context) is not { } files)
        {
            return null;
        }

        // The files may have been found in a parent folder, which has its own .env.
        string projectFolder = FolderOf(files, context);
        if (projectFolder != folder && !ReadEnvironment(environment, projectFolder, context))
        {
            return null;
        }

        return Fetch(files, projectFolder, environment, context);
    }

    private static string FolderOf(IReadOnlyList<string> files, LoadContext context)
    {
        if (!string.IsNullOrEmpty(context.Options.ProjectDirectory))
        {
            return context.Absolute(context.Options.ProjectDirectory);
        }

        foreach (string file in files)
        {
            if (file == "-")
            {
                continue;
            }

            return context.IsRemote(file) ? context.Options.WorkingDirectory : GoPath.Folder(context.Absolute(file));
        }

        return context.Options.WorkingDirectory;
    }

    private static bool ReadEnvironment(Dictionary<string, string> environment, string folder, LoadContext context)
    {
        List<(string Path, SourceSpan Span)> files = [];
        IEnumerable<string> named = context.Options.EnvFiles.Count > 0
            ? context.Options.EnvFiles
            : (context.Options.Environment.GetValueOrDefault("COMPOSE_ENV_FILES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (string file in named)
        {
            files.Add((context.Absolute(file), default));
        }

        if (files.Count == 0)
        {
            if (environment.TryGetValue("COMPOSE_DISABLE_ENV_FILE", out string? disable))
            {
                if (GoBoolean.Parse(disable) is not { } off)
                {
                    context.Diagnostics.Error("variable", default, $"COMPOSE_DISABLE_ENV_FILE is \"{disable}\"; it must be true or false");
                    return false;
                }

                if (off)
                {
                    return true;
                }
            }

            string usual = GoPath.Join(folder, ".env");
            if (context.Kind(usual) == ComposeFileKind.File)
            {
                files.Add((usual, default));
            }
        }

        if (EnvironmentFiles.Read(files, environment, context) is not { } found)
        {
            return false;
        }

        foreach ((string name, string value) in found)
        {
            environment.TryAdd(name, value);
        }

        return true;
    }

    private static List<string>? FilesOf(Dictionary<string, string> environment, string folder, LoadContext context)
    {
        if (context.Options.Files.Count > 0)
        {
            return [.. context.Options.Files];
        }

        if (environment.TryGetValue("COMPOSE_FILE", out string? listed))
        {
            string separator = environment.GetValueOrDefault("COMPOSE_PATH_SEPARATOR") is { Length: > 0 } given ? given : ":";
            return [.. listed.Split(separator).Select(context.Absolute)];
        }

        for (string at = folder; ; at = GoPath.Folder(at))
        {
            if (Search(at, FileNames, context) is { } found)
            {
                return Search(at, OverrideNames, context) is { } over ? [found, over] : [found];
            }

            if (at == GoPath.Folder(at) || at == "/")
            {
                break;
            }
        }

        context.Diagnostics.Error("no-file", default, $"no Compose file in {folder} or the folders above", "write a compose.yaml, or name a file with -f");
        return null;
    }

    private static string? Search(string folder, string[] names, LoadContext context)
    {
        List<string> found = [];
        foreach (string name in names)
        {
            string path = GoPath.Join(folder, name);
            if (context.Kind(path) != ComposeFileKind.Missing)
            {
                found.Add(path);
            }
        }

        if (found.Count > 1)
        {
            context.Diagnostics.Warning("several-files", default, string.Create(CultureInfo.InvariantCulture, $"{found.Count} files could be meant ({string.Join(", ", found.Select(GoPath.Name))}): {GoPath.Name(found[0])} is taken"), "name one with -f");
        }

        return found.Count == 0 ? null : found[0];
    }

    private static ProjectSources? Fetch(List<string> files, string folder, Dictionary<string, string> environment, LoadContext context)
    {
        List<string> local = [];
        string? remoteFolder = null;
        foreach (string file in files)
        {
            if (file != "-" && context.IsRemote(file))
            {
                if (RemoteFetch.Fetch(file, default, context) is not { } copy)
                {
                    return null;
                }

                remoteFolder ??= GoPath.Folder(copy.File);
                local.Add(copy.File);
            }
            else
            {
                local.Add(context.Absolute(file));
            }
        }

        return new ProjectSources(local, remoteFolder ?? folder, environment, folder);
    }
}
