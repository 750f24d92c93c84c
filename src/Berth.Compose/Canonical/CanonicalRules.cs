namespace Berth.Compose;

/// <summary>The rules for long forms, a row a place.</summary>
internal static partial class CanonicalRules
{
    public static PathRules<CanonicalRule> Table { get; } = new(
    [
        new("services.*.build.secrets.*", FileMount),
        new("services.*.build.provenance", Text),
        new("services.*.build.sbom", Text),
        new("services.*.build.additional_contexts", KeyValue),
        new("services.*.depends_on", DependsOn),
        new("services.*.env_file", EnvFile),
        new("services.*.label_file", ListOfOne),
        new("services.*.extends", Extends),
        new("services.*.gpus", Gpus),
        new("services.*.networks", Names),
        new("services.*.models", Names),
        new("services.*.volumes.*", Volume),
        new("services.*.dns", ListOfOne),
        new("services.*.devices.*", Device),
        new("services.*.secrets.*", FileMount),
        new("services.*.configs.*", FileMount),
        new("services.*.ports", Ports),
        new("services.*.build", Build),
        new("services.*.build.ssh", Ssh),
        new("services.*.ulimits.*", Ulimit),
        new("services.*.build.ulimits.*", Ulimit),
        new("services.*.develop.watch.*.ignore", ListOfOne),
        new("services.*.develop.watch.*.include", ListOfOne),
        new("volumes.*", Resource),
        new("networks.*", Resource),
        new("secrets.*", Resource),
        new("configs.*", Resource),
        new("include.*", Include),
    ]);

    private static bool IsString(YamlNode node) => node is YamlScalar { Kind: ScalarKind.String };

    private static YamlMap MapOf(YamlNode node, string key)
    {
        YamlMap map = new(node.Span);
        map.Set(key, node.Span, node);
        return map;
    }

    private static void Put(YamlMap map, string key, string text)
    {
        if (text.Length > 0)
        {
            map.Set(key, map.Span, YamlScalar.String(map.Span, text));
        }
    }

    private static void Put(YamlMap map, string key, bool value)
    {
        if (value)
        {
            map.Set(key, map.Span, YamlScalar.Of(map.Span, value));
        }
    }

    private static YamlNode Text(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        IsString(node) ? node : YamlScalar.String(node.Span, GoPrint.Print(node));

    private static YamlNode ListOfOne(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        IsString(node) ? new YamlList(node.Span, [node]) : node;

    private static YamlNode KeyValue(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is YamlMap)
        {
            return node;
        }

        if (node is not YamlList list)
        {
            return canonicalizer.Fail(node, "expected a mapping or a list of \"key=value\"");
        }

        YamlMap map = new(list.Span, list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            int equals = item is YamlScalar { Kind: ScalarKind.String } scalar ? scalar.Text.IndexOf('=', StringComparison.Ordinal) : -1;
            if (equals < 0)
            {
                return canonicalizer.Lenient ? node : canonicalizer.Fail(item, "expected \"key=value\"");
            }

            string text = ((YamlScalar)item).Text;
            map.Set(text[..equals], item.Span, YamlScalar.String(item.Span, text[(equals + 1)..]));
        }

        return map;
    }

    private static YamlNode DependsOn(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (YamlEntry entry in map)
                {
                    if (entry.Value.IsBroken)
                    {
                        continue;
                    }

                    if (entry.Value is not YamlMap dependency)
                    {
                        return canonicalizer.Fail(entry.Value, "expected a mapping with \"condition\"");
                    }

                    foreach (YamlEntry missing in Dependencies.Default(entry.KeySpan))
                    {
                        if (!dependency.ContainsKey(missing.Key))
                        {
                            dependency.Set(missing.Key, missing.KeySpan, missing.Value);
                        }
                    }
                }

                return map;
            case YamlList list:
                YamlMap names = new(list.Span, list.Items.Count);
                foreach (YamlNode item in list.Items)
                {
                    if (item.IsBroken)
                    {
                        continue;
                    }

                    if (item is not YamlScalar { Kind: ScalarKind.String } name)
                    {
                        return canonicalizer.Fail(item, "expected the name of a service");
                    }

                    names.Set(name.Text, item.Span, Dependencies.Default(item.Span));
                }

                return names;
            default:
                return canonicalizer.Fail(node, "depends_on is a list of services or a mapping");
        }
    }

    private static YamlNode EnvFile(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (IsString(node))
        {
            return new YamlList(node.Span, [Required(MapOf(node, "path"))]);
        }

        if (node is not YamlList list)
        {
            return canonicalizer.Fail(node, "env_file is a path or a list of paths");
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            YamlNode item = list.Items[i];
            list.Items[i] = item is YamlMap map ? Required(map) : IsString(item) ? Required(MapOf(item, "path")) : YamlScalar.Null(item.Span);
        }

        return list;
    }

    private static YamlMap Required(YamlMap map)
    {
        if (!map.ContainsKey("required"))
        {
            map.Set("required", map.Span, YamlScalar.Of(map.Span, true));
        }

        return map;
    }

    private static YamlNode Extends(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        node is YamlMap map ? canonicalizer.Children(map, rules) : IsString(node) ? MapOf(node, "service") : canonicalizer.Fail(node, "extends is a service or a mapping with \"service\"");

    private static YamlNode Gpus(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (IsString(node))
        {
            return new YamlList(node.Span, [MapOf(YamlScalar.String(node.Span, "all"), "count")]);
        }

        return node is YamlList list ? canonicalizer.Children(list, rules) : canonicalizer.Fail(node, "gpus is \"all\" or a list");
    }

    private static YamlNode Names(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is not YamlList list)
        {
            return node;
        }

        YamlMap map = new(list.Span, list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (item.IsBroken)
            {
                continue;
            }

            if (item is not YamlScalar { Kind: ScalarKind.String } name)
            {
                return canonicalizer.Fail(item, "expected a name");
            }

            map.Set(name.Text, item.Span, YamlScalar.Null(item.Span));
        }

        return map;
    }

    // A port is a mapping that is gone through often.
    private const int NodesOfPort = 20;

    private static YamlNode Build(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        node is YamlMap map ? canonicalizer.Children(map, rules) : IsString(node) ? MapOf(node, "context") : canonicalizer.Fail(node, "build is a folder or a mapping");

    private static YamlNode Ssh(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is YamlMap)
        {
            return node;
        }

        if (node is not YamlList list)
        {
            return canonicalizer.Fail(node, "ssh is a list or a mapping");
        }

        YamlMap map = new(list.Span, list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            string? text = item is YamlScalar { Kind: ScalarKind.String } scalar ? scalar.Text : null;
            int equals = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
            if (text is null || (equals < 0 && text != "default"))
            {
                return canonicalizer.Fail(item, "an SSH key is \"default\" or \"id=path\"");
            }

            map.Set(equals < 0 ? text : text[..equals], item.Span, equals < 0 ? YamlScalar.Null(item.Span) : YamlScalar.String(item.Span, text[(equals + 1)..]));
        }

        return map;
    }

    private static YamlNode Ulimit(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        node is YamlMap or YamlScalar { Kind: ScalarKind.Integer } ? node : canonicalizer.Fail(node, "a limit is a whole number or a mapping with \"soft\" and \"hard\"");

    // external: {name: x} is external: true with name: x.
    private static YamlNode Resource(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules)
    {
        if (node is YamlScalar { Kind: ScalarKind.Null })
        {
            return node;
        }

        if (node is not YamlMap map)
        {
            return canonicalizer.Fail(node, "expected a mapping");
        }

        canonicalizer.Children(map, rules);
        if (!map.TryGetEntry("external", out YamlEntry entry) || entry.Value is not YamlMap external)
        {
            return map;
        }

        map.Set("external", entry.KeySpan, YamlScalar.Of(external.Span, true));
        if (external.TryGetEntry("name", out YamlEntry named))
        {
            canonicalizer.Warn(named.Value, "external.name is an old form", "write \"name\" and \"external: true\"");
            if (map.Get("name") is not { } name)
            {
                map.Set("name", named.KeySpan, named.Value);
            }
            else if (!YamlEquality.Same(name, named.Value))
            {
                return canonicalizer.Fail(named.Value, "name and external.name differ", "keep \"name\" only");
            }
        }

        return map;
    }

    private static YamlNode Include(Canonicalizer canonicalizer, YamlNode node, PathRules<CanonicalRule> rules) =>
        node is YamlMap ? node : IsString(node) ? MapOf(node, "path") : canonicalizer.Fail(node, "an include is a path or a mapping");
}
