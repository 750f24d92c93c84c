namespace Berth.Compose;

/// <summary>Whether two trees say the same; the order of keys doesn't count.</summary>
internal static class YamlEquality
{
    public static bool Same(YamlNode? a, YamlNode? b)
    {
        switch (a, b)
        {
            case (null, null):
                return true;
            case (YamlScalar one, YamlScalar other):
                return SameScalars(one, other);
            case (YamlList one, YamlList other):
                return SameLists(one, other);
            case (YamlMap one, YamlMap other):
                return SameMaps(one, other);
            default:
                return false;
        }
    }

    private static bool SameScalars(YamlScalar a, YamlScalar b) => (a.Kind, b.Kind) switch
    {
        (ScalarKind.Null, ScalarKind.Null) => true,
        (ScalarKind.String, ScalarKind.String) or (ScalarKind.Timestamp, ScalarKind.Timestamp) => a.Text == b.Text,
        (ScalarKind.Boolean, ScalarKind.Boolean) => a.Boolean == b.Boolean,
        (ScalarKind.Integer, ScalarKind.Integer) => a.Integer == b.Integer,
        (ScalarKind.Float or ScalarKind.Single, ScalarKind.Float or ScalarKind.Single) => a.Float.Equals(b.Float),
        (ScalarKind.Unsigned, ScalarKind.Unsigned) => a.Unsigned == b.Unsigned,
        _ => false,
    };

    private static bool SameLists(YamlList a, YamlList b)
    {
        if (a.Items.Count != b.Items.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Items.Count; i++)
        {
            if (!Same(a.Items[i], b.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameMaps(YamlMap a, YamlMap b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        foreach (YamlEntry entry in a)
        {
            if (b.Get(entry.Key) is not { } other || !Same(entry.Value, other))
            {
                return false;
            }
        }

        return true;
    }
}
