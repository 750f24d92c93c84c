using System.Globalization;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>Reads the attributes of a mapping as values of .NET, with the conversions that Compose makes; what it refuses is reported.</summary>
internal readonly struct ValueReader(YamlMap map, DiagnosticSink diagnostics)
{
    public YamlMap Map => map;

    public DiagnosticSink Diagnostics => diagnostics;

    /// <summary>A string; numbers that are whole are printed.</summary>
    public string Text(string key) => map.Get(key) is { } node ? TextOf(node) ?? "" : "";

    public bool Truth(string key) => map.Get(key) is { } node && TruthOf(node) == true;

    public bool? TruthOrNull(string key) => map.Get(key) is { } node ? TruthOf(node) : null;

    public long Whole(string key) => map.Get(key) is { } node ? WholeOf(node) ?? 0 : 0;

    public int Int(string key) => unchecked((int)Whole(key));

    public int? IntOrNull(string key) => map.Get(key) is { } node ? unchecked((int?)WholeOf(node)) : null;

    public ulong? CountOrNull(string key) => map.Get(key) is { } node ? CountOf(node) : null;

    public ulong Count(string key) => CountOrNull(key) ?? 0;

    public float Single(string key)
    {
        switch (map.Get(key))
        {
            case null or YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return 0;
            case YamlScalar { Kind: ScalarKind.Integer } scalar:
                return scalar.Integer;
            case YamlScalar { Kind: ScalarKind.Unsigned } scalar:
                return scalar.Unsigned;
            case YamlScalar { Kind: ScalarKind.Float or ScalarKind.Single } scalar:
                return (float)scalar.Float;
            case YamlScalar { Kind: ScalarKind.String } scalar when GoNumbers.TryFloat(scalar.Text, out double value):
                return (float)value;
            case { } node:
                Fail(node, "a number");
                return 0;
        }
    }

    /// <summary>A size in bytes: a whole number, or a string with a unit. Other numbers come to nothing, as in Compose.</summary>
    public long Bytes(string key)
    {
        switch (map.Get(key))
        {
            case YamlScalar { Kind: ScalarKind.Integer } scalar:
                return scalar.Integer;
            case YamlScalar { Kind: ScalarKind.String } scalar:
                if (ByteSize.Parse(scalar.Text) is { } bytes)
                {
                    return bytes;
                }

                diagnostics.Error("size", scalar.Span, $"\"{scalar.Text}\" is no size", "write a number with b, k, m, g or t, e.g. 512m");
                return 0;
            default:
                return 0;
        }
    }

    public ComposeDuration? DurationOrNull(string key)
    {
        if (map.Get(key) is not YamlScalar scalar || scalar.Kind is ScalarKind.Null or ScalarKind.Broken)
        {
            return null;
        }

        if (GoDuration.Parse(scalar.Print(), days: true) is { } nanoseconds)
        {
            return new ComposeDuration(nanoseconds);
        }

        diagnostics.Error("duration", scalar.Span, $"\"{scalar.Print()}\" is no duration", "write numbers with units, e.g. 10s, 1m30s, 500ms");
        return null;
    }

    public ComposeDuration Duration(string key) => DurationOrNull(key) ?? default;

    /// <summary>A string or a list of strings.</summary>
    public IReadOnlyList<string> Texts(string key) => map.Get(key) switch
    {
        null or YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken } => [],
        YamlList list => Items(list),
        YamlScalar { Kind: ScalarKind.String } scalar => [scalar.Text],
        { } node => Fail<IReadOnlyList<string>>(node, "a list", []),
    };

    /// <summary>A list of strings or numbers, each printed.</summary>
    public IReadOnlyList<string> PrintedTexts(string key) => map.Get(key) is YamlList list ? list.Items.ConvertAll(GoPrint.Print) : Texts(key);

    /// <summary>A command: a string is split as a shell would, a list stays. Null: not given.</summary>
    public IReadOnlyList<string>? Command(string key)
    {
        switch (map.Get(key))
        {
            case YamlScalar { Kind: ScalarKind.String } scalar:
                if (ShellWords.Split(scalar.Text) is { } words)
                {
                    return words;
                }

                diagnostics.Error("command", scalar.Span, "this command has a quote, bracket or operator that a shell would need", "quote it, or write the command as a list: [\"sh\", \"-c\", \"…\"]");
                return null;
            case YamlList list:
                return Items(list);
            default:
                return null;
        }
    }

    /// <summary>A mapping or list of "key=value", values printed; null is empty.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string key) => map.Get(key) switch
    {
        YamlMap pairs => Printed(pairs),
        YamlList list => Pairs(list),
        null or YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken } => ComposeMap<string>.Empty,
        { } node => Fail(node, "a mapping", ComposeMap<string>.Empty),
    };

    /// <summary>A mapping or list of "key=value"; a key alone has no value.</summary>
    public IReadOnlyDictionary<string, string?> OptionalPairs(string key)
    {
        switch (map.Get(key))
        {
            case YamlMap pairs:
                Dictionary<string, string?> values = new(pairs.Count);
                foreach (YamlEntry entry in pairs)
                {
                    values[entry.Key] = entry.Value is YamlScalar { Kind: ScalarKind.Null } ? null : GoPrint.Print(entry.Value);
                }

                return values;
            case YamlList list:
                return OptionalPairs(list);
            case null or YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return ComposeMap<string?>.Empty;
            case { } node:
                return Fail(node, "a mapping", ComposeMap<string?>.Empty);
        }
    }

    /// <summary>A mapping to strings, which are not printed from other kinds.</summary>
    public IReadOnlyDictionary<string, string> StrictPairs(string key)
    {
        if (map.Get(key) is not YamlMap pairs)
        {
            return ComposeMap<string>.Empty;
        }

        Dictionary<string, string> values = new(pairs.Count);
        foreach (YamlEntry entry in pairs)
        {
            values[entry.Key] = TextOf(entry.Value) ?? "";
        }

        return values;
    }

    /// <summary>A mapping to values or lists of values, each printed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists(string key)
    {
        if (map.Get(key) is not YamlMap pairs)
        {
            return ComposeMap<IReadOnlyList<string>>.Empty;
        }

        Dictionary<string, IReadOnlyList<string>> values = new(pairs.Count);
        foreach (YamlEntry entry in pairs)
        {
            // An empty list is no option.
            if (entry.Value is not YamlList { Items.Count: 0 })
            {
                values[entry.Key] = entry.Value is YamlList list ? list.Items.ConvertAll(GoPrint.Print) : [GoPrint.Print(entry.Value)];
            }
        }

        return values;
    }

    public ValueReader? Child(string key) => map.Get(key) is YamlMap child ? new ValueReader(child, diagnostics) : null;

    /// <summary>A list of mappings, each read by <paramref name="read"/>.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<ValueReader, T> read)
    {
        if (map.Get(key) is not YamlList list)
        {
            return [];
        }

        List<T> values = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (item is YamlMap child)
            {
                values.Add(read(new ValueReader(child, diagnostics)));
            }
            else if (!item.IsBroken)
            {
                diagnostics.Error("wrong-type", item.Span, "expected a mapping");
            }
        }

        return values;
    }

    /// <summary>A mapping to mappings; <paramref name="read"/> gets null for an entry without a value.</summary>
    public IReadOnlyDictionary<string, T> Entries<T>(string key, Func<string, ValueReader?, T> read)
    {
        if (map.Get(key) is not YamlMap entries)
        {
            return ComposeMap<T>.Empty;
        }

        Dictionary<string, T> values = new(entries.Count);
        foreach (YamlEntry entry in entries)
        {
            if (!entry.Value.IsBroken)
            {
                values[entry.Key] = read(entry.Key, entry.Value is YamlMap child ? new ValueReader(child, diagnostics) : null);
            }
        }

        return values;
    }

    public static long? WholeIn(YamlScalar scalar) => scalar.Kind switch
    {
        ScalarKind.Integer => scalar.Integer,
        ScalarKind.Unsigned => unchecked((long)scalar.Unsigned),
        // What is out of range becomes the lowest number, as the processor has it.
        ScalarKind.Float or ScalarKind.Single => scalar.Float is >= long.MinValue and < 9223372036854775808.0 ? (long)scalar.Float : long.MinValue,
        ScalarKind.String when GoNumbers.TryInteger(scalar.Text, out long value) => value,
        _ => null,
    };

    private static Dictionary<string, string> Printed(YamlMap pairs)
    {
        Dictionary<string, string> values = new(pairs.Count);
        foreach (YamlEntry entry in pairs)
        {
            values[entry.Key] = entry.Value is YamlScalar { Kind: ScalarKind.Null } ? "" : GoPrint.Print(entry.Value);
        }

        return values;
    }

    private static Dictionary<string, string> Pairs(YamlList list)
    {
        Dictionary<string, string> values = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            string text = GoPrint.Print(item);
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            values[equals < 0 ? text : text[..equals]] = equals < 0 ? "" : text[(equals + 1)..];
        }

        return values;
    }

    private Dictionary<string, string?> OptionalPairs(YamlList list)
    {
        Dictionary<string, string?> values = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            string text = GoPrint.Print(item);
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? text : text[..equals];
            if (name.Length > 0 && char.IsWhiteSpace(name[^1]))
            {
                diagnostics.Error("name", item.Span, $"the variable \"{name}\" has a space before \"=\"", "remove the space");
            }

            values[name] = equals < 0 ? null : text[(equals + 1)..];
        }

        return values;
    }

    private List<string> Items(YamlList list)
    {
        List<string> values = new(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            values.Add(TextOf(item) ?? "");
        }

        return values;
    }

    private string? TextOf(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.String } scalar:
                return scalar.Text;
            case YamlScalar { Kind: ScalarKind.Integer } scalar:
                return scalar.Integer.ToString(CultureInfo.InvariantCulture);
            case YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return null;
            default:
                return Fail<string?>(node, "a string", null);
        }
    }

    private bool? TruthOf(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.Boolean } scalar:
                return scalar.Boolean;
            case YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return null;
            case YamlScalar { Kind: ScalarKind.String } scalar when CastRules.Truth(scalar.Text) is { } value:
                return value;
            default:
                return Fail<bool?>(node, "true or false", null);
        }
    }

    private long? WholeOf(YamlNode node)
    {
        if (node is YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken })
        {
            return null;
        }

        return node is YamlScalar scalar && WholeIn(scalar) is { } value ? value : Fail<long?>(node, "a whole number", null);
    }

    private ulong? CountOf(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.Null or ScalarKind.Broken }:
                return null;
            case YamlScalar { Kind: ScalarKind.Integer, Integer: >= 0 } scalar:
                return (ulong)scalar.Integer;
            case YamlScalar { Kind: ScalarKind.Unsigned } scalar:
                return scalar.Unsigned;
            case YamlScalar { Kind: ScalarKind.Float or ScalarKind.Single, Float: >= 0 } scalar:
                return (ulong)scalar.Float;
            default:
                return Fail<ulong?>(node, "a whole number that isn't negative", null);
        }
    }

    private void Fail(YamlNode node, string wanted) => Fail<object?>(node, wanted, null);

    private T Fail<T>(YamlNode node, string wanted, T value)
    {
        string shown = node is YamlScalar scalar ? $"\"{scalar.Print()}\"" : "this";
        diagnostics.Error("wrong-type", node.Span, $"{shown} is not {wanted}", node is YamlScalar && wanted == "a string" ? "put it in quotes" : null);
        return value;
    }
}
