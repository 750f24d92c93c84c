using System.Text;

namespace Berth.Compose;

/// <summary>The table of attributes in <c>docs/compatibility.md</c>, made from the schema.</summary>
internal static class SchemaTable
{
    private static readonly (ShapeTypes Type, string Name)[] TypeNames =
    [
        (ShapeTypes.String, "string"), (ShapeTypes.Number, "number"), (ShapeTypes.Integer, "whole number"), (ShapeTypes.Boolean, "boolean"),
        (ShapeTypes.List, "list"), (ShapeTypes.Map, "mapping"), (ShapeTypes.Null, "null"),
    ];

    /// <summary>A section a top-level key, a row an attribute.</summary>
    public static string Write()
    {
        StringBuilder text = new();
        foreach (ShapeKey key in ComposeSchema.Root.Keys)
        {
            if (key.Shape.Value is { Keys.Count: > 0 } named)
            {
                text.Append($"## {key.Name}.NAME\n\n");
                Table(text, named);
            }
        }

        StringBuilder top = new("## At the top\n\n");
        Table(top, ComposeSchema.Root, deep: false);
        return top.Append(text).ToString();
    }

    private static void Table(StringBuilder text, Shape shape, bool deep = true)
    {
        text.Append("| attribute | forms | |\n|---|---|---|\n");
        Rows(text, shape, "", deep);
        text.Append('\n');
    }

    private static void Rows(StringBuilder text, Shape shape, string prefix, bool deep)
    {
        foreach (ShapeKey key in shape.Keys)
        {
            string meaning = key.Support switch { Support.Full => "", Support.Ignored => "loaded, without effect", Support.Refused => "refused by `up`", _ => "other platforms only" };
            string note = key.Note is null ? meaning : meaning.Length == 0 ? key.Note : $"{meaning} ({key.Note})";
            text.Append($"| `{prefix}{key.Name}` | {Forms(key.Shape)} | {note} |\n");
            if (!deep)
            {
                continue;
            }

            Rows(text, key.Shape, prefix + key.Name + ".", deep);
            if (key.Shape.Items is { } items)
            {
                Rows(text, items, prefix + key.Name + "[].", deep);
            }

            if (key.Shape.Value is { } value)
            {
                Rows(text, value, prefix + key.Name + ".NAME.", deep);
            }
        }
    }

    private static string Forms(Shape shape)
    {
        List<string> forms = [];
        foreach ((ShapeTypes type, string name) in TypeNames)
        {
            if ((shape.Types & type) == 0)
            {
                continue;
            }

            forms.Add(type == ShapeTypes.String && shape.Words is not null ? string.Join(" ", shape.Words.Select(word => $"`{word}`")) : name);
        }

        return string.Join(", ", forms);
    }
}
