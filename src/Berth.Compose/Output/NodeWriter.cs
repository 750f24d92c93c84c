namespace Berth.Compose;

/// <summary>Writes trees: the model without interpolation, and extensions.</summary>
internal static class NodeWriter
{
    /// <summary>Writes a tree; mappings in the order that the form has for them. Empty lists are null in JSON but for those that have a rule, which Compose keeps; variables' are null.</summary>
    public static void Write(ModelWriter writer, YamlNode node, PathRules<UnicityRule>? rules)
    {
        switch (node)
        {
            case YamlScalar scalar:
                WriteScalar(writer, scalar);
                break;
            case YamlList { Items.Count: 0 } when writer.IsJson && (rules?.Rule is null || rules.Rule == Unicity.Variables):
                writer.Null();
                break;
            case YamlList list:
                writer.BeginList();
                foreach (YamlNode item in list.Items)
                {
                    Write(writer, item, rules?.Next(PathRules<UnicityRule>.Item));
                }

                writer.EndList();
                break;
            case YamlMap map:
                writer.BeginMap();
                foreach (string key in writer.IsJson ? GoOrder.Keys(map) : NaturalOrder.Keys(map))
                {
                    writer.Key(key);
                    Write(writer, map.Get(key)!, rules?.Next(key));
                }

                writer.EndMap();
                break;
        }
    }

    private static void WriteScalar(ModelWriter writer, YamlScalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null or ScalarKind.Broken:
                writer.Null();
                break;
            case ScalarKind.Float:
                writer.Double(scalar.Float);
                break;
            case ScalarKind.Single:
                writer.Single((float)scalar.Float);
                break;
            case ScalarKind.String:
                writer.Text(scalar.Text);
                break;
            case ScalarKind.Timestamp when writer.IsJson:
                writer.Text(YamlTimestamp.Print(scalar.Text));
                break;
            case ScalarKind.Timestamp:
                writer.Plain(YamlTimestamp.Print(scalar.Text));
                break;
            default:
                writer.Plain(scalar.Print());
                break;
        }
    }
}
