using System.Text.Json;

namespace Berth.Docker;

/// <summary>Writes members by hand; what is empty is left out, as the engine's defaults are the empty values.</summary>
internal static class JsonWriting
{
    public static void Text(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    public static void Number(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    public static void Number(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Flag(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }

    public static void Flag(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    public static void Empty(this Utf8JsonWriter json, ReadOnlySpan<byte> name, EmptyObject? value)
    {
        if (value is not null)
        {
            json.WriteStartObject(name);
            json.WriteEndObject();
        }
    }

    public static void Object<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            json.WriteStartObject(name);
            write(json, value);
            json.WriteEndObject();
        }
    }

    public static void Texts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string>? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.TextsValue(value);
        }
    }

    public static void TextsValue(this Utf8JsonWriter json, IReadOnlyList<string> value)
    {
        json.WriteStartArray();
        for (var i = 0; i < value.Count; i++)
        {
            json.WriteStringValue(value[i]);
        }

        json.WriteEndArray();
    }

    public static void Numbers(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<int>? value)
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var number in value)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    /// <summary>A list of objects.</summary>
    public static void List<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T>? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.ListValue(value, write);
        }
    }

    /// <summary>A list of objects, or null.</summary>
    public static void ListValue<T>(this Utf8JsonWriter json, IReadOnlyList<T>? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        for (var i = 0; i < value.Count; i++)
        {
            json.WriteStartObject();
            write(json, value[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of lists of strings.</summary>
    public static void TextLists(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<IReadOnlyList<string>>? value)
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var list in value)
        {
            json.TextsValue(list);
        }

        json.WriteEndArray();
    }

    public static void TextMap(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string>? value)
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, text) in value)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    /// <summary>A set: an object whose members are empty objects.</summary>
    public static void Set(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string>? keys)
    {
        if (keys is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var key in keys)
        {
            json.WriteStartObject(key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A map of objects, which may be null.</summary>
    public static void Map<T>(
        this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T?>? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, item) in value)
        {
            json.WritePropertyName(key);
            if (item is null)
            {
                json.WriteNullValue();
                continue;
            }

            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A map of lists of objects, which may be null.</summary>
    public static void Lists<T>(
        this Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        IReadOnlyDictionary<string, IReadOnlyList<T>?>? value,
        Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, items) in value)
        {
            json.WritePropertyName(key);
            json.ListValue(items, write);
        }

        json.WriteEndObject();
    }
}
