using System.Text;

namespace Berth.Compose;

/// <summary>How a project is named.</summary>
internal static class ProjectName
{
    /// <summary>Lower case, of letters, digits, <c>_</c> and <c>-</c>, starting with a letter or digit.</summary>
    public static string Normalize(string name)
    {
        StringBuilder text = new(name.Length);
        foreach (char c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || (c is '_' or '-' && text.Length > 0))
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>The name from the options, the environment, the files or the folder, in this order; null after an error.</summary>
    public static string? Find(ProjectSources sources, FileLoader loader, LoadContext context)
    {
        if (!string.IsNullOrEmpty(context.Options.ProjectName))
        {
            return Checked(context.Options.ProjectName, "--project-name", context);
        }

        if (sources.Environment.TryGetValue("COMPOSE_PROJECT_NAME", out string? fromEnvironment) && fromEnvironment.Length > 0)
        {
            return Checked(fromEnvironment, "COMPOSE_PROJECT_NAME", context);
        }

        YamlScalar? written = Named(sources, loader, out bool named);
        string? found = written is null ? "" : Written(written, sources.Environment, context);
        if (found is null)
        {
            return null;
        }

        found = found.Length > 0 ? found : named ? "" : Normalize(GoPath.Name(sources.NamingFolder));
        if (found.Length == 0)
        {
            context.Diagnostics.Error("project-name", written?.Span ?? default, "the project has no name: nothing is left of it without characters that a name can't have", "set \"name:\" or --project-name");
            return null;
        }

        return found;
    }

    // The last name of all files; whether a first document has one (then the folder doesn't count).
    private static YamlScalar? Named(ProjectSources sources, FileLoader loader, out bool named)
    {
        named = false;
        YamlScalar? last = null;
        foreach (string file in sources.Files)
        {
            List<YamlDocument> documents = loader.Peek(file) ?? [];
            for (int i = 0; i < documents.Count; i++)
            {
                if (documents[i].Root is YamlMap map && map.Get("name") is YamlScalar { Text.Length: > 0 } name)
                {
                    last = name;
                    named |= i == 0;
                }
            }
        }

        return last;
    }

    private static string? Written(YamlScalar name, IReadOnlyDictionary<string, string> environment, LoadContext context)
    {
        YamlScalar value = context.Runs(LoadPhase.Interpolation) ? Interpolation.Apply(YamlScalar.String(name.Span, name.Text), environment, context) : name;
        return value.Kind == ScalarKind.Broken ? null : context.Runs(LoadPhase.Normalization) ? Normalize(value.Text) : value.Text;
    }

    private static string? Checked(string name, string from, LoadContext context)
    {
        if (Normalize(name) == name)
        {
            return name;
        }

        context.Diagnostics.Error("project-name", default, $"{from} \"{name}\" is no project name: it consists of lower-case letters, digits, \"-\" and \"_\", the first a letter or digit", $"write \"{Normalize(name)}\"");
        return null;
    }
}
