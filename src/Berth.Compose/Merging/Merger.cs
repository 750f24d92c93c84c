namespace Berth.Compose;

/// <summary>How a value of an override is put over the value below it.</summary>
internal delegate YamlNode MergeRule(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules);

/// <summary>
/// Phase: puts one document over another. Mappings are merged key by key, lists are appended, the rest is replaced; the table has what is special.
/// The lower tree is changed in place.
/// </summary>
internal sealed class Merger(DiagnosticSink diagnostics)
{
    private readonly List<string> path = [];

    /// <summary>Merges a whole file over another.</summary>
    public static void Merge(YamlMap below, YamlMap over, DiagnosticSink diagnostics) => new Merger(diagnostics).MergeMaps(below, over, MergeRules.Table);

    /// <summary>Merges a service over the one that it extends.</summary>
    public static void MergeService(YamlMap below, YamlMap over, DiagnosticSink diagnostics)
    {
        Merger merger = new(diagnostics);
        merger.path.Add("services");
        merger.MergeMaps(below, over, MergeRules.Table.Next("services")!.Next("*"));
    }

    public YamlMap MergeMaps(YamlMap below, YamlMap over, PathRules<MergeRule>? rules)
    {
        foreach (YamlEntry entry in over)
        {
            if (!below.TryGetEntry(entry.Key, out YamlEntry lower))
            {
                below.Set(entry.Key, entry.KeySpan, entry.Value);
                continue;
            }

            path.Add(entry.Key);
            YamlNode merged = MergeNodes(lower.Value, entry.Value, rules?.Next(entry.Key));
            path.RemoveAt(path.Count - 1);
            below.Set(entry.Key, ReferenceEquals(merged, lower.Value) ? lower.KeySpan : entry.KeySpan, merged);
        }

        return below;
    }

    public void Conflict(YamlNode below, YamlNode over)
    {
        if (below.IsBroken || over.IsBroken)
        {
            return;
        }

        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "merge", over.Span, $"{string.Join('.', path)}: {Describe(over)} can't be merged over {Describe(below)}")
        {
            Hint = "write it in the same form, or put \"!override\" before it to replace what is below",
            Related = [new DiagnosticPlace(below.Span, "what is below")],
        });
    }

    private static string Describe(YamlNode node) => node switch { YamlMap => "a mapping", YamlList => "a list", _ => "a single value" };

    private YamlNode MergeNodes(YamlNode below, YamlNode over, PathRules<MergeRule>? rules)
    {
        if (below.IsBroken)
        {
            return below;
        }

        if (rules?.Rule is { } special)
        {
            return special(this, below, over, rules);
        }

        if (over is YamlScalar { Kind: ScalarKind.Null })
        {
            return below;
        }

        switch (below)
        {
            case YamlMap map when over is YamlMap upper:
                return MergeMaps(map, upper, rules);
            case YamlList list when over is YamlList upper:
                list.Items.AddRange(upper.Items);
                return list;
            case YamlMap or YamlList:
                Conflict(below, over);
                return below;
            default:
                return over;
        }
    }
}
