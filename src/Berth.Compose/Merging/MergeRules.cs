namespace Berth.Compose;

/// <summary>The special rules of merging, a row a place.</summary>
internal static class MergeRules
{
    public static PathRules<MergeRule> Table { get; } = new(
    [
        new("networks.*.ipam.config", IpamPools),
        new("networks.*.labels", Sequence),
        new("volumes.*.labels", Sequence),
        new("services.*.annotations", Sequence),
        new("services.*.build", Build),
        new("services.*.build.args", Sequence),
        new("services.*.build.additional_contexts", Sequence),
        new("services.*.build.extra_hosts", Hosts),
        new("services.*.build.labels", Sequence),
        new("services.*.command", Replace),
        new("services.*.depends_on", DependsOn),
        new("services.*.deploy.labels", Sequence),
        new("services.*.dns", Sequence),
        new("services.*.dns_opt", Sequence),
        new("services.*.dns_search", Sequence),
        new("services.*.entrypoint", Replace),
        new("services.*.env_file", Sequence),
        new("services.*.label_file", Sequence),
        new("services.*.environment", Sequence),
        new("services.*.extra_hosts", Hosts),
        new("services.*.healthcheck.test", Replace),
        new("services.*.labels", Sequence),
        new("services.*.volumes.*.volume.labels", Sequence),
        new("services.*.logging", Logging),
        new("services.*.models", Names),
        new("services.*.networks", Names),
        new("services.*.sysctls", Sequence),
        new("services.*.tmpfs", Sequence),
        new("services.*.ulimits.*", Replace),
    ]);

    // The upper value takes the place of the lower one, even if it is null.
    private static YamlNode Replace(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules) => over;

    // Mappings become lists of "key=value", then both lists are put together; later phases keep the last of each key.
    private static YamlList Sequence(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules)
    {
        YamlList list = AsSequence(below);
        list.Items.AddRange(AsSequence(over).Items);
        return list;
    }

    // As above, without what is there already: a host may have several addresses.
    private static YamlList Hosts(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules)
    {
        YamlList list = AsSequence(below);
        int own = list.Items.Count;
        foreach (YamlNode item in AsSequence(over).Items)
        {
            if (!list.Items.GetRange(0, own).Exists(known => YamlEquality.Same(known, item)))
            {
                list.Items.Add(item);
            }
        }

        return list;
    }

    // A string is the context.
    private static YamlNode Build(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules) =>
        MergeAs(merger, below, over, rules, AsBuild);

    private static YamlNode DependsOn(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules) =>
        MergeAs(merger, below, over, rules, static node => AsMap(node, static span => Dependencies.Default(span)));

    // A list of names is a mapping to nothing.
    private static YamlNode Names(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules) =>
        MergeAs(merger, below, over, rules, static node => AsMap(node, static span => YamlScalar.Null(span)));

    private static YamlNode MergeAs(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules, Func<YamlNode, YamlMap?> convert)
    {
        YamlMap? lower = convert(below);
        YamlMap? upper = convert(over);
        if (lower is null && upper is { Count: > 0 })
        {
            merger.Conflict(below, over);
            return below;
        }

        // What is no mapping over one changes nothing.
        return lower is null ? over : upper is null ? lower : merger.MergeMaps(lower, upper, rules);
    }

    // Options belong to their driver: another driver starts anew.
    private static YamlNode Logging(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules)
    {
        if (below is not YamlMap lower || over is not YamlMap upper)
        {
            merger.Conflict(below, over);
            return below;
        }

        return lower.TryGet("driver", out YamlNode? one) && upper.TryGet("driver", out YamlNode? other) && !YamlEquality.Same(one, other)
            ? upper
            : merger.MergeMaps(lower, upper, rules);
    }

    // Pools of the same subnet are merged, others are added.
    private static YamlNode IpamPools(Merger merger, YamlNode below, YamlNode over, PathRules<MergeRule>? rules)
    {
        if (below is not YamlList lower || over is not YamlList upper)
        {
            merger.Conflict(below, over);
            return below;
        }

        List<YamlNode> pools = [];
        foreach (YamlNode original in lower.Items)
        {
            foreach (YamlNode change in upper.Items)
            {
                if (original is not YamlMap right || change is not YamlMap left)
                {
                    merger.Conflict(original, change);
                    continue;
                }

                if (!SameSubnet(left, right) && !pools.Exists(pool => SameSubnet(pool, left)))
                {
                    pools.Add(left);
                    continue;
                }

                YamlMap merged = merger.MergeMaps(right, left, rules);
                int known = pools.FindIndex(pool => SameSubnet(pool, merged));
                if (known >= 0)
                {
                    pools[known] = merged;
                }
                else
                {
                    pools.Add(merged);
                }
            }
        }

        return new YamlList(over.Span, pools);
    }

    private static bool SameSubnet(YamlNode one, YamlNode other) => YamlEquality.Same(((YamlMap)one).Get("subnet"), ((YamlMap)other).Get("subnet"));

    private static YamlMap? AsBuild(YamlNode node)
    {
        if (node is YamlScalar { Kind: ScalarKind.String })
        {
            YamlMap map = new(node.Span);
            map.Set("context", node.Span, node);
            return map;
        }

        return node as YamlMap;
    }

    private static YamlMap? AsMap(YamlNode node, Func<SourceSpan, YamlNode> value)
    {
        if (node is not YamlList list)
        {
            return node as YamlMap;
        }

        YamlMap map = new(list.Span, list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlScalar { Kind: ScalarKind.String } name)
            {
                return null;
            }

            map.Set(name.Text, name.Span, value(name.Span));
        }

        return map;
    }

    private static YamlList AsSequence(YamlNode node)
    {
        switch (node)
        {
            case YamlList list:
                return list;
            case YamlScalar { Kind: ScalarKind.String }:
                return new YamlList(node.Span, [node]);
            case YamlMap map:
                YamlList sequence = new(map.Span, new List<YamlNode>(map.Count));
                foreach (YamlEntry entry in map)
                {
                    AddPairs(sequence.Items, entry);
                }

                sequence.Items.Sort(static (a, b) => GoOrder.Compare(((YamlScalar)a).Text, ((YamlScalar)b).Text));
                return sequence;
            default:
                return new YamlList(node.Span);
        }
    }

    private static void AddPairs(List<YamlNode> items, YamlEntry entry)
    {
        switch (entry.Value)
        {
            case YamlScalar { Kind: ScalarKind.Null }:
                items.Add(YamlScalar.String(entry.KeySpan, entry.Key));
                break;
            case YamlList values:
                foreach (YamlNode value in values.Items)
                {
                    items.Add(YamlScalar.String(entry.KeySpan, entry.Key + "=" + GoPrint.Print(value)));
                }

                break;
            default:
                items.Add(YamlScalar.String(entry.KeySpan, entry.Key + "=" + GoPrint.Print(entry.Value)));
                break;
        }
    }
}
