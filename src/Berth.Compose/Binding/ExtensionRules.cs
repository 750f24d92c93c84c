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
        if (rules?.Rule is null && map.TakeAll("x-") is { } extensions)
        {
            map.Set(Key, extensions.Span, extensions);
        }

        foreach (YamlEntry entry in map)
        {
            if (entry.Key == Key)
            {
                continue;
            }

            if (entry.Value is YamlMap child)
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
    }
}
