using System.Text;

namespace Berth.Compose;

/// <summary>Writes projects in Compose's canonical form.</summary>
internal static class ProjectWriter
{
    /// <summary>As YAML.</summary>
    public static string ToYaml(ComposeProject project)
    {
        StringBuilder text = new();
        FieldWriter fields = new(new GoYamlWriter(text));
        fields.Writer.BeginMap();
        fields.Text("name", project.Name);
        fields.Writer.Key("services");
        fields.Elements(project.Services, ServiceWriter.Write);
        fields.Map("networks", project.Networks, ResourceWriter.Network);
        fields.Map("volumes", project.Volumes, ResourceWriter.Volume);
        fields.Map("secrets", project.Secrets, ResourceWriter.Secret);
        fields.Map("configs", project.Configs, ResourceWriter.Config);
        fields.Map("models", project.Models, ResourceWriter.Model);
        fields.Extensions(project.Extensions);
        fields.Writer.EndMap();
        return text.ToString();
    }

    /// <summary>As JSON; what can't be written as JSON is reported. Compose leaves models out here.</summary>
    public static string ToJson(ComposeProject project, DiagnosticSink diagnostics)
    {
        StringBuilder text = new();
        GoJsonWriter writer = new(text, indent: 2);
        FieldWriter fields = new(writer);
        Dictionary<string, Action> parts = new()
        {
            ["name"] = () => writer.Text(project.Name),
            ["services"] = () => fields.Elements(project.Services, ServiceWriter.Write),
        };
        Add("networks", project.Networks, ResourceWriter.Network);
        Add("volumes", project.Volumes, ResourceWriter.Volume);
        Add("secrets", project.Secrets, ResourceWriter.Secret);
        Add("configs", project.Configs, ResourceWriter.Config);
        if (project.Extensions is { } extensions)
        {
            foreach (YamlEntry entry in extensions)
            {
                parts[entry.Key] = () => NodeWriter.Write(writer, entry.Value, null);
            }
        }

        writer.BeginMap();
        foreach (string key in GoOrder.Keys(parts))
        {
            writer.Key(key);
            parts[key]();
        }

        writer.EndMap();
        if (writer.Fault is not null)
        {
            diagnostics.Error("json", default, writer.Fault, "write YAML (--format yaml)");
        }

        return text.ToString();

        void Add<T>(string key, IReadOnlyDictionary<string, T> values, Action<FieldWriter, T> write)
            where T : ComposeElement
        {
            if (values.Count > 0)
            {
                parts[key] = () => fields.Elements(values, write);
            }
        }
    }
}
