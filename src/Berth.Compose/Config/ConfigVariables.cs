using System.Text;

namespace Berth.Compose;

/// <summary><c>config --variables</c>: the variables that a model uses.</summary>
internal static class ConfigVariables
{
    public static void Write(YamlMap model, string format, TextWriter output, DiagnosticSink diagnostics)
    {
        SortedDictionary<string, TemplateVariable> variables = new(Comparer<string>.Create(GoOrder.Compare));
        TemplateVariables.Collect(model, variables);
        switch (format.ToLowerInvariant())
        {
            case "json":
                output.Write(ToJson(variables) + "\n\n");
                break;
            case "yaml":
                output.Write(ToYaml(variables));
                break;
            case "" or "table" or "pretty":
                WriteTable(variables.Values, output);
                break;
            default:
                diagnostics.Error("format", default, $"\"{format}\" is no format", "write table, json or yaml");
                break;
        }
    }

    private static string ToJson(SortedDictionary<string, TemplateVariable> variables)
    {
        StringBuilder text = new();
        GoJsonWriter writer = new(text, indent: 4, escapesHtml: false);
        writer.BeginMap();
        foreach ((string name, TemplateVariable variable) in variables)
        {
            writer.Key(name);
            writer.BeginMap();
            writer.Key("Name");
            writer.Text(variable.Name);
            writer.Key("DefaultValue");
            writer.Text(variable.Default);
            writer.Key("PresenceValue");
            writer.Text(variable.Replacement);
            writer.Key("Required");
            writer.Truth(variable.Required);
            writer.EndMap();
        }

        writer.EndMap();
        return text.ToString();
    }

    private static string ToYaml(SortedDictionary<string, TemplateVariable> variables)
    {
        StringBuilder text = new();
        GoYamlWriter writer = new(text, indent: 4);
        writer.BeginMap();
        string[] names = [.. variables.Keys];
        Array.Sort(names, NaturalOrder.Compare);
        foreach (string name in names)
        {
            TemplateVariable variable = variables[name];
            writer.Key(name);
            writer.BeginMap();
            writer.Key("name");
            writer.Text(variable.Name);
            writer.Key("defaultvalue");
            writer.Text(variable.Default);
            writer.Key("presencevalue");
            writer.Text(variable.Replacement);
            writer.Key("required");
            writer.Truth(variable.Required);
            writer.EndMap();
        }

        writer.EndMap();
        return text.ToString();
    }

    private static void WriteTable(ICollection<TemplateVariable> variables, TextWriter output)
    {
        const int least = 20;
        const int padding = 3;
        List<string[]> rows = [["NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"]];
        foreach (TemplateVariable variable in variables)
        {
            rows.Add([variable.Name, variable.Required ? "true" : "false", variable.Default, variable.Replacement]);
        }

        int[] widths = new int[3];
        foreach (string[] row in rows)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], Math.Max(least, row[i].EnumerateRunes().Count() + padding));
            }
        }

        foreach (string[] row in rows)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                output.Write(row[i] + new string(' ', widths[i] - row[i].EnumerateRunes().Count()));
            }

            output.Write(row[3] + "\n");
        }
    }
}
