namespace Berth.Compose;

/// <summary>Writes attributes of records, leaving out what is not set, as Go's <c>omitempty</c> does.</summary>
internal readonly struct FieldWriter(ModelWriter writer)
{
    public ModelWriter Writer => writer;

    public bool IsJson => writer.IsJson;

    public void Text(string key, string value)
    {
        if (value.Length > 0)
        {
            writer.Key(key);
            writer.Text(value);
        }
    }

    public void Truth(string key, bool value)
    {
        if (value)
        {
            writer.Key(key);
            writer.Truth(true);
        }
    }

    public void Truth(string key, bool? value)
    {
        if (value is { } known)
        {
            writer.Key(key);
            writer.Truth(known);
        }
    }

    public void Whole(string key, long value)
    {
        if (value != 0)
        {
            writer.Key(key);
            writer.Whole(value);
        }
    }

    public void Whole(string key, long? value)
    {
        if (value is { } known)
        {
            writer.Key(key);
            writer.Whole(known);
        }
    }

    public void Count(string key, ulong? value)
    {
        if (value is { } known)
        {
            writer.Key(key);
            writer.Plain(GoText.Unsigned(known));
        }
    }

    public void Single(string key, float value)
    {
        if (value != 0)
        {
            writer.Key(key);
            writer.Single(value);
        }
    }

    /// <summary>A size, which is written as a string.</summary>
    public void Bytes(string key, long value)
    {
        if (value != 0)
        {
            writer.Key(key);
            writer.Text(GoText.Integer(value));
        }
    }

    public void Duration(string key, ComposeDuration? value)
    {
        if (value is { } known)
        {
            writer.Key(key);
            writer.Text(known.ToString());
        }
    }

    public void Duration(string key, ComposeDuration value) => Duration(key, value.Nanoseconds == 0 ? null : (ComposeDuration?)value);

    public void Texts(string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            writer.Key(key);
            Items(values);
        }
    }

    /// <summary>A command: JSON says null where there is none, YAML says nothing; an empty one is an empty list in both.</summary>
    public void Command(string key, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            writer.Key(key);
            Items(values);
        }
        else if (IsJson)
        {
            writer.Key(key);
            writer.Null();
        }
    }

    public void Pairs(string key, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.Key(key);
        writer.BeginMap();
        foreach (string name in Keys(values))
        {
            writer.Key(name);
            writer.Text(values[name]);
        }

        writer.EndMap();
    }

    public void OptionalPairs(string key, IReadOnlyDictionary<string, string?> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.Key(key);
        writer.BeginMap();
        foreach (string name in Keys(values))
        {
            writer.Key(name);
            if (values[name] is { } value)
            {
                writer.Text(value);
            }
            else
            {
                writer.Null();
            }
        }

        writer.EndMap();
    }

    public void Lists(string key, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.Key(key);
        writer.BeginMap();
        foreach (string name in Keys(values))
        {
            writer.Key(name);
            Items(values[name]);
        }

        writer.EndMap();
    }

    /// <summary>Hosts as a sorted list of "host=address".</summary>
    public void Hosts(string key, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        List<string> lines = [];
        foreach ((string host, IReadOnlyList<string> addresses) in values)
        {
            foreach (string address in addresses)
            {
                lines.Add(host + "=" + address);
            }
        }

        lines.Sort(GoOrder.Compare);
        writer.Key(key);
        Items(lines);
    }

    /// <summary>A list of mappings.</summary>
    public void List<T>(string key, IReadOnlyList<T> values, Action<FieldWriter, T> write)
        where T : ComposeElement => Values(key, values, (fields, value) => fields.Element(value, write));

    /// <summary>A list whose items have forms of their own.</summary>
    public void Values<T>(string key, IReadOnlyList<T> values, Action<FieldWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.Key(key);
        writer.BeginList();
        foreach (T value in values)
        {
            write(this, value);
        }

        writer.EndList();
    }

    /// <summary>A mapping of mappings.</summary>
    public void Map<T>(string key, IReadOnlyDictionary<string, T> values, Action<FieldWriter, T> write)
        where T : ComposeElement
    {
        if (values.Count > 0)
        {
            writer.Key(key);
            Elements(values, write);
        }
    }

    /// <summary>Mappings by their names, after a key.</summary>
    public void Elements<T>(IReadOnlyDictionary<string, T> values, Action<FieldWriter, T> write)
        where T : ComposeElement => EntriesOf(values, (fields, value) => fields.Element(value, write));

    /// <summary>A mapping whose values have forms of their own.</summary>
    public void Entries<T>(string key, IReadOnlyDictionary<string, T> values, Action<FieldWriter, T> write)
    {
        if (values.Count > 0)
        {
            writer.Key(key);
            EntriesOf(values, write);
        }
    }

    private void EntriesOf<T>(IReadOnlyDictionary<string, T> values, Action<FieldWriter, T> write)
    {
        writer.BeginMap();
        foreach (string name in Keys(values))
        {
            writer.Key(name);
            write(this, values[name]);
        }

        writer.EndMap();
    }

    /// <summary>A section, if it is there.</summary>
    public void Section<T>(string key, T? value, Action<FieldWriter, T> write)
        where T : ComposeElement
    {
        if (value is not null)
        {
            writer.Key(key);
            Element(value, write);
        }
    }

    /// <summary>A mapping: its attributes, then its extensions.</summary>
    public void Element<T>(T element, Action<FieldWriter, T> write)
        where T : ComposeElement
    {
        writer.BeginMap();
        write(this, element);
        Extensions(element.Extensions);
        writer.EndMap();
    }

    /// <summary>Extensions: in YAML only, at the end of their mapping.</summary>
    public void Extensions(YamlMap? extensions)
    {
        if (extensions is null || IsJson)
        {
            return;
        }

        foreach (string key in NaturalOrder.Keys(extensions))
        {
            writer.Key(key);
            NodeWriter.Write(writer, extensions.Get(key)!, null);
        }
    }

    public void Items(IReadOnlyList<string> values)
    {
        writer.BeginList();
        foreach (string value in values)
        {
            writer.Text(value);
        }

        writer.EndList();
    }

    private string[] Keys<T>(IReadOnlyDictionary<string, T> values) => IsJson ? GoOrder.Keys(values) : NaturalOrder.Keys(values);
}
