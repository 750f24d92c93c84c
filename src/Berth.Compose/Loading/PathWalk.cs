namespace Berth.Compose;

/// <summary>Visits the places of a tree that a table has rules for.</summary>
internal static class PathWalk
{
    /// <summary>Calls <paramref name="visit"/> with each rule, its node and the place of its key; what is below such a node is not visited.</summary>
    public static void Run<T>(YamlNode node, PathRules<T> rules, Action<T, YamlNode, SourceSpan> visit)
        where T : class
    {
        if (node is YamlMap map)
        {
            for (int i = 0; i < map.Count; i++)
            {
                if (rules.Next(map[i].Key) is { } below)
                {
                    Visit(map[i].Value, map[i].KeySpan, below, visit);
                }
            }
        }
        else if (node is YamlList list && rules.Next(PathRules<T>.Item) is { } below)
        {
            for (int i = 0; i < list.Items.Count; i++)
            {
                Visit(list.Items[i], list.Items[i].Span, below, visit);
            }
        }
    }

    /// <summary>Puts what <paramref name="rewrite"/> returns in the place of each node that has a rule.</summary>
    public static void Rewrite<T>(YamlNode node, PathRules<T> rules, Func<T, YamlNode, YamlNode> rewrite)
        where T : class
    {
        if (node is YamlMap map)
        {
            for (int i = 0; i < map.Count; i++)
            {
                if (rules.Next(map[i].Key) is not { } below)
                {
                    continue;
                }

                if (below.Rule is { } rule)
                {
                    map.SetAt(i, rewrite(rule, map[i].Value));
                }
                else
                {
                    Rewrite(map[i].Value, below, rewrite);
                }
            }
        }
        else if (node is YamlList list && rules.Next(PathRules<T>.Item) is { } below)
        {
            for (int i = 0; i < list.Items.Count; i++)
            {
                if (below.Rule is { } rule)
                {
                    list.Items[i] = rewrite(rule, list.Items[i]);
                }
                else
                {
                    Rewrite(list.Items[i], below, rewrite);
                }
            }
        }
    }

    private static void Visit<T>(YamlNode node, SourceSpan at, PathRules<T> rules, Action<T, YamlNode, SourceSpan> visit)
        where T : class
    {
        if (rules.Rule is { } rule)
        {
            visit(rule, node, at);
        }
        else
        {
            Run(node, rules, visit);
        }
    }
}
