namespace Berth.Compose;

/// <summary>How a value gets its long form. It returns the node to put in the place.</summary>
internal delegate YamlNode CanonicalRule(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules);

/// <summary>Phase: brings short forms into long ones, so that later phases know one form of everything.</summary>
/// <param name="diagnostics">Where errors go.</param>
/// <param name="limits">How many ports there may be.</param>
/// <param name="lenient">Variables were not replaced: a text that can't be read stays as it is.</param>
internal sealed class Canonicalizer(DiagnosticSink diagnostics, LoadLimits limits, bool lenient)
{
    private readonly List<string> path = [];

    public bool Lenient { get; } = lenient;

    public LoadLimits Limits { get; } = limits;

    /// <summary>Rewrites a document in place.</summary>
    public static void Apply(YamlMap document, DiagnosticSink diagnostics, LoadLimits limits, bool lenient) =>
        new Canonicalizer(diagnostics, limits, lenient).Children(document, CanonicalRules.Table);

    /// <summary>Rewrites what is below a mapping.</summary>
    public YamlMap Children(YamlMap map, PathRules<CanonicalRule> rules)
    {
        for (int i = 0; i < map.Count; i++)
        {
            YamlEntry entry = map[i];
            if (rules.Next(entry.Key) is { } below)
            {
                path.Add(entry.Key);
                YamlNode changed = Node(entry.Value, below);
                path.RemoveAt(path.Count - 1);
                if (!ReferenceEquals(changed, entry.Value))
                {
                    map.SetAt(i, changed);
                }
            }
        }

        return map;
    }

    /// <summary>Rewrites the items of a list.</summary>
    public YamlList Children(YamlList list, PathRules<CanonicalRule> rules)
    {
        if (rules.Next(PathRules<CanonicalRule>.Item) is { } below)
        {
            path.Add(PathRules<CanonicalRule>.Item);
            for (int i = 0; i < list.Items.Count; i++)
            {
                list.Items[i] = Node(list.Items[i], below);
            }

            path.RemoveAt(path.Count - 1);
        }

        return list;
    }

    public YamlNode Fail(YamlNode node, string message, string? hint = null)
    {
        if (!node.IsBroken)
        {
            diagnostics.Error("form", node.Span, message, hint);
        }

        return YamlScalar.Broken(node.Span);
    }

    public void Warn(YamlNode node, string message, string? hint = null) => diagnostics.Warning("deprecated", node.Span, string.Join('.', path) + ": " + message, hint);

    private YamlNode Node(YamlNode node, PathRules<CanonicalRule> rules) => node switch
    {
        { IsBroken: true } => node,
        _ when rules.Rule is { } rule => rule(this, node, rules),
        YamlMap map => Children(map, rules),
        YamlList list => Children(list, rules),
        _ => node,
    };
}
