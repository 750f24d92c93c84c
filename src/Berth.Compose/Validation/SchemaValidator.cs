using System.Globalization;

namespace Berth.Compose;

/// <summary>
/// Phase: compares a document with the schema and reports everything that doesn't fit, with what was likely meant. What is wrong is taken out of the
/// tree, so that the phases after this one can look at the rest.
/// </summary>
internal sealed class SchemaValidator(DiagnosticSink diagnostics)
{
    private readonly List<string> path = [];
    private readonly List<Shape> above = [];

    public static void Validate(YamlMap document, DiagnosticSink diagnostics) => new SchemaValidator(diagnostics).Fits(document, ComposeSchema.Root, document.Span);

    private static string Describe(YamlNode node) => node switch
    {
        YamlMap => "a mapping",
        YamlList => "a list",
        YamlScalar { Kind: ScalarKind.Null } => "empty",
        YamlScalar { Kind: ScalarKind.Boolean } scalar => $"the boolean {scalar.Print()}",
        YamlScalar { Kind: ScalarKind.String } scalar => $"the string \"{scalar.Text}\"",
        YamlScalar { Kind: ScalarKind.Timestamp } scalar => $"the date {scalar.Text}",
        YamlScalar scalar => $"the number {scalar.Text}",
        _ => "",
    };

    private static bool IsName(string key)
    {
        foreach (char c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return key.Length > 0;
    }

    private static bool IsLower(string key)
    {
        foreach (char c in key)
        {
            if (!char.IsAsciiLetterLower(c))
            {
                return false;
            }
        }

        return key.Length > 0;
    }

    private string Where() => path.Count == 0 ? "the file" : string.Join('.', path).Replace(".[", "[", StringComparison.Ordinal);

    // False: the node itself is wrong, not only something in it. "at" is where something that is missing in a mapping would be looked for: its key.
    private bool Fits(YamlNode node, Shape shape, SourceSpan at)
    {
        switch (node)
        {
            case YamlMap map when shape.Allows(ShapeTypes.Map):
                CheckMap(map, shape, at);
                return true;
            case YamlList list when shape.Allows(ShapeTypes.List):
                CheckList(list, shape);
                return true;
            case YamlScalar scalar:
                return Fits(scalar, shape);
            default:
                return FailType(node, shape);
        }
    }

    private bool Fits(YamlScalar scalar, Shape shape)
    {
        bool fits = scalar.Kind switch
        {
            ScalarKind.Broken => true,
            ScalarKind.Null => shape.Allows(ShapeTypes.Null),
            ScalarKind.Boolean => shape.Allows(ShapeTypes.Boolean),
            ScalarKind.String => shape.Allows(ShapeTypes.String),
            ScalarKind.Integer or ScalarKind.Unsigned => shape.Allows(ShapeTypes.Integer | ShapeTypes.Number),
            ScalarKind.Float or ScalarKind.Single => shape.Allows(double.IsInteger(scalar.Float) ? ShapeTypes.Integer | ShapeTypes.Number : ShapeTypes.Number),
            _ => shape.Allows(ShapeTypes.Any),
        };
        return !fits ? FailType(scalar, shape)
            : scalar.Kind == ScalarKind.String ? FitsText(scalar, shape)
            : scalar.Kind is not (ScalarKind.Integer or ScalarKind.Unsigned or ScalarKind.Float or ScalarKind.Single) || FitsRange(scalar, shape);
    }

    private bool FitsText(YamlScalar scalar, Shape shape)
    {
        if (shape.Words is not null && Array.IndexOf(shape.Words, scalar.Text) < 0)
        {
            string? near = NearestWord.Find(scalar.Text, shape.Words);
            diagnostics.Error("wrong-word", scalar.Span, $"{Where()} can't be \"{scalar.Text}\"", near is null ? (shape.Words.Length == 1 ? "it is " : "it is one of ") + string.Join(", ", shape.Words) : $"did you mean \"{near}\"?");
            return false;
        }

        if (shape.Text is { } rule && !rule.Matches(scalar.Text))
        {
            diagnostics.Error("wrong-word", scalar.Span, $"{Where()} can't be \"{scalar.Text}\"", "it is " + rule.Description);
            return false;
        }

        return true;
    }

    private bool FitsRange(YamlScalar scalar, Shape shape)
    {
        double value = scalar.Kind switch { ScalarKind.Integer => scalar.Integer, ScalarKind.Unsigned => scalar.Unsigned, _ => scalar.Float };

        // What is no number at all is out of no range.
        if (!(value < shape.Minimum || value > shape.Maximum))
        {
            return true;
        }

        string range = double.IsInfinity(shape.Maximum)
            ? string.Create(CultureInfo.InvariantCulture, $"at least {shape.Minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"from {shape.Minimum} to {shape.Maximum}");
        diagnostics.Error("range", scalar.Span, $"{Where()} must be {range}, this is {scalar.Text}");
        return false;
    }

    private void CheckList(YamlList list, Shape shape)
    {
        if (shape.Items is null)
        {
            return;
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            path.Add(string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
            if (!Fits(list.Items[i], shape.Items, list.Items[i].Span))
            {
                list.Items[i] = YamlScalar.Broken(list.Items[i].Span);
            }

            path.RemoveAt(path.Count - 1);
        }

        if (shape.UniqueItems && list.Items.Count > 1)
        {
            CheckUnique(list);
        }
    }

    private void CheckUnique(YamlList list)
    {
        Dictionary<string, YamlNode> seen = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            // Two trees that print alike and are alike.
            string key = item is YamlScalar { Kind: ScalarKind.String } scalar ? "\"" + scalar.Text : GoPrint.Print(item);
            if (!seen.TryAdd(key, item) && YamlEquality.Same(seen[key], item))
            {
                diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "duplicate-item", item.Span, $"{Where()} has {Describe(item)} twice")
                {
                    Hint = "remove one of them",
                    Related = [new DiagnosticPlace(seen[key].Span, "the first")],
                });
            }
        }
    }

    private void CheckMap(YamlMap map, Shape shape, SourceSpan at)
    {
        above.Add(shape);
        for (int i = 0; i < map.Count; i++)
        {
            YamlEntry entry = map[i];
            bool fits = Knows(entry, shape, out Shape? below);
            if (fits && below is not null)
            {
                path.Add(entry.Key);
                fits = Fits(entry.Value, below, entry.KeySpan);
                path.RemoveAt(path.Count - 1);
            }

            if (!fits)
            {
                map.SetAt(i, YamlScalar.Broken(entry.Value.Span));
            }
        }

        above.RemoveAt(above.Count - 1);
        if (shape.Required.Length > 0 && !map.IsDamaged)
        {
            CheckRequired(map, shape, at);
        }
    }

    private void CheckRequired(YamlMap map, Shape shape, SourceSpan at)
    {
        foreach (string required in shape.Required)
        {
            if (!map.ContainsKey(required))
            {
                diagnostics.Error("missing", at, $"{Where()} needs \"{required}\"", $"add \"{required}: …\"");
                map.Set(required, at, YamlScalar.Broken(at));
            }
        }
    }

    // Whether an entry may be here, and the shape of its value; null if that need not be looked at.
    private bool Knows(YamlEntry entry, Shape shape, out Shape? below)
    {
        below = shape.Find(entry.Key)?.Shape;
        if (below is not null || (shape.Extensible && entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            return true;
        }

        below = shape.Value;
        switch (shape.OtherKeys)
        {
            case KeyRule.Open:
            case KeyRule.Name when IsName(entry.Key):
            case KeyRule.NonEmpty when entry.Key.Length > 0:
                return true;
            case KeyRule.NameOrAny:
                below = IsName(entry.Key) ? below : null;
                return true;
            case KeyRule.LowerOrAny:
                below = IsLower(entry.Key) ? below : null;
                return true;
            case KeyRule.Name or KeyRule.NonEmpty:
                diagnostics.Error("name", entry.KeySpan, $"\"{entry.Key}\" can't be a name in {Where()}", "a name consists of letters, digits, \".\", \"_\" and \"-\"");
                return false;
            default:
                FailKey(entry, shape);
                return false;
        }
    }

    private void FailKey(YamlEntry entry, Shape shape)
    {
        if (entry.Value.IsBroken)
        {
            return;
        }

        diagnostics.Error("unknown-key", entry.KeySpan, $"{Where()} has no attribute \"{entry.Key}\"", diagnostics.IsFull ? null : Suggest(entry, shape));
    }

    private string? Suggest(YamlEntry entry, Shape shape)
    {
        if (NearestWord.Find(entry.Key, shape.Keys.Select(row => row.Name)) is { } near)
        {
            return $"did you mean \"{near}\"?";
        }

        if (path.Count == 0 && entry.Value is YamlMap service && (service.ContainsKey("image") || service.ContainsKey("build")))
        {
            return $"indent \"{entry.Key}\" under \"services\"";
        }

        for (int i = above.Count - 2; i >= 0; i--)
        {
            if (above[i].Find(entry.Key) is not null)
            {
                return i == 0 ? $"\"{entry.Key}\" stands at the top of the file: indent it less" : $"\"{entry.Key}\" belongs to {string.Join('.', path.Take(i))}: indent it less";
            }
        }

        foreach (ShapeKey row in shape.Keys)
        {
            if (row.Shape.Find(entry.Key) is not null)
            {
                return $"\"{entry.Key}\" belongs under \"{row.Name}\"";
            }
        }

        return "remove it, or name it \"x-…\" to keep it as an extension";
    }

    private bool FailType(YamlNode node, Shape shape)
    {
        string? hint = node switch
        {
            YamlScalar { Kind: ScalarKind.Integer or ScalarKind.Float or ScalarKind.Boolean or ScalarKind.Timestamp or ScalarKind.Unsigned } when shape.Allows(ShapeTypes.String) && !shape.Allows(ShapeTypes.Integer) => "put it in quotes",
            YamlScalar { Kind: ScalarKind.Null } => "give it a value, or remove the line",
            YamlScalar { Kind: ScalarKind.String } when shape.Allows(ShapeTypes.List) => "write \"- …\" on a line of its own",
            YamlList when shape.Allows(ShapeTypes.Map) => "remove the dashes",
            _ => null,
        };
        diagnostics.Error("wrong-type", node.Span, $"{Where()} must be {Wanted(shape)}, this is {Describe(node)}", hint);
        return false;
    }

    private static string Wanted(Shape shape)
    {
        List<string> wanted = [];
        Add(ShapeTypes.String, shape.Words is null ? "a string" : "one of " + string.Join(", ", shape.Words));
        Add(ShapeTypes.Number, "a number");
        Add(ShapeTypes.Integer, "a whole number");
        Add(ShapeTypes.Boolean, "true or false");
        Add(ShapeTypes.List, "a list");
        Add(ShapeTypes.Map, "a mapping");
        Add(ShapeTypes.Null, "empty");
        return wanted.Count == 1 ? wanted[0] : string.Join(", ", wanted[..^1]) + " or " + wanted[^1];

        void Add(ShapeTypes type, string name)
        {
            if ((shape.Types & type) != 0)
            {
                wanted.Add(name);
            }
        }
    }
}
