namespace Berth.Compose;

/// <summary><c>config --explain NAME</c>: where a variable's value comes from, what it overrode, and where it is used.</summary>
internal static class ConfigExplain
{
    public static void Write(string name, ProjectLoader loader, LoadContext context, TextWriter output)
    {
        loader.LoadModel();
        VariableLog log = context.Variables;
        string folder = context.Options.WorkingDirectory;
        bool given = context.Options.Environment.TryGetValue(name, out string? outer);
        List<(string Name, SourceSpan Span, string Value)> definitions = log.Definitions.FindAll(definition => definition.Name == name);
        if (given)
        {
            output.Write($"{name}={outer}\n  from the environment\n");
        }
        else if (definitions.Count > 0)
        {
            output.Write($"{name}={definitions[^1].Value}\n  from {Place(definitions[^1].Span, folder)}\n");
        }
        else
        {
            output.Write($"{name} is not set\n");
        }

        for (int i = definitions.Count - (given ? 1 : 2); i >= 0; i--)
        {
            output.Write($"  overrides {definitions[i].Value} from {Place(definitions[i].Span, folder)}\n");
        }

        List<string> uses = [.. log.Uses.FindAll(use => use.Name == name).ConvertAll(use => Place(Interpolation.PlaceOf(use.Name, use.Span), folder)).Distinct()];
        foreach (string use in uses)
        {
            output.Write($"  used at {use}\n");
        }

        if (uses.Count == 0)
        {
            string? near = NearestWord.Find(name, log.Uses.ConvertAll(use => use.Name).Distinct());
            output.Write("  used nowhere" + (near is null ? "\n" : $"; did you mean {near}?\n"));
        }
    }

    private static string Place(SourceSpan span, string folder)
    {
        string place = span.ToString();
        string prefix = folder.EndsWith('/') ? folder : folder + "/";
        return place.StartsWith(prefix, StringComparison.Ordinal) ? place[prefix.Length..] : place;
    }
}
