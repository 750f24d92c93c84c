namespace Berth.Compose;

/// <summary>
/// Moves attributes <c>x-…</c> into an entry of their own, as Compose does. It does so in all mappings but a few, also where keys are the user's:
/// an environment variable <c>x-a</c> written as a mapping ends up under this key, with a value that is the printed mapping.
/// </summary>
internal static class ExtensionRules
{
    public const string Key = "#extensions";

    public static YamlMap? Of(YamlMap map) => map.Get(Key) as YamlMap;

    /// <summary>Moves the extensions in a tree, in place.</summary>
    public static void Gather(YamlMap map, PathRules<object>? rules)
    {
        YamlMap? gathered = null;
        bool userKeys = rules?.Rule is not null;
        foreach (YamlEntry entry in map)
        {
            if (!userKeys && entry.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                gathered ??= new YamlMap(map.Span);
                gathered.Set(entry.Key, entry.KeySpan, entry.Value);
            }
            else if (entry.Value is YamlMap child)
            {
                Gather(child, rules?.Next(entry.Key));
            }
            else if (entry.Value is YamlList list)
            {
                foreach (YamlNode item in list.Items)
                {
                    if (item is YamlMap element)
                    {
                        Gather(element, null);
                    }
                }
            }
        }

        if (gathered is null)
        {
            return;
        }

        foreach (YamlEntry entry in gathered)
        {
            map.Remove(entry.Key);
        }

        map.Set(Key, gathered.Span, gathered);
    }
}
