using System.Text.Json;

namespace Berth.Supervision;

/// <summary>Reads one object at the reader's place, which is its opening brace, up to its closing one.</summary>
internal delegate T ObjectReader<out T>(ref Utf8JsonReader reader);

/// <summary>
/// What the codecs of this project share: a walk over an object's fields, values with the defaults of an absent one, lists. Everything that is
/// not the form that is asked for is a <see cref="JsonException"/>; fields that nobody knows are passed over, so that an older one can read a newer one.
/// </summary>
internal static class JsonFields
{
    /// <summary>Begins a document that holds one object.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("not an object");
        }
        return reader;
    }

    /// <summary>Moves to the next field's name, or to the object's end (false).</summary>
    public static bool NextField(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Passes over the value of a field that isn't known.</summary>
    public static void Skip(ref Utf8JsonReader reader) => reader.Skip();

    /// <summary>The field's text; null is empty.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.String => TextHere(ref reader),
            JsonTokenType.Null => "",
            _ => throw Unexpected(ref reader, "a text"),
        };
    }

    /// <summary>The field's bytes, in base64.</summary>
    public static byte[] Bytes(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? value) ? value : throw Unexpected(ref reader, "base64");
    }

    public static long Number(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value) ? value : throw Unexpected(ref reader, "a whole number");
    }

    public static int Integer(ref Utf8JsonReader reader)
    {
        long value = Number(ref reader);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Unexpected(ref reader, "a whole number of 32 bits");
    }

    public static bool Flag(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Unexpected(ref reader, "true or false"),
        };
    }

    public static DateTimeOffset Time(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset value) ? value : throw Unexpected(ref reader, "a time");
    }

    /// <summary>The field's object, or null.</summary>
    public static T? Object<T>(ref Utf8JsonReader reader, ObjectReader<T> read)
        where T : class
    {
        Advance(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => read(ref reader),
            JsonTokenType.Null => null,
            _ => throw Unexpected(ref reader, "an object"),
        };
    }

    public static IReadOnlyList<string> Texts(ref Utf8JsonReader reader)
    {
        List<string>? all = null;
        for (bool any = OpenList(ref reader); any && NextItem(ref reader, JsonTokenType.String);)
        {
            (all ??= []).Add(TextHere(ref reader));
        }
        return all ?? (IReadOnlyList<string>)[];
    }

    public static IReadOnlyList<T> Objects<T>(ref Utf8JsonReader reader, ObjectReader<T> read)
        where T : class
    {
        List<T>? all = null;
        for (bool any = OpenList(ref reader); any && NextItem(ref reader, JsonTokenType.StartObject);)
        {
            (all ??= []).Add(read(ref reader));
        }
        return all ?? (IReadOnlyList<T>)[];
    }

    public static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }
        writer.WriteStartArray(name);
        for (int i = 0; i < values.Count; i++)
        {
            writer.WriteStringValue(values[i]);
        }
        writer.WriteEndArray();
    }

    public static void WriteObjects<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }
        writer.WriteStartArray(name);
        for (int i = 0; i < values.Count; i++)
        {
            write(writer, values[i]);
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes a text that isn't empty.</summary>
    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a time.</summary>
    public static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaxBytes];
        writer.WriteString(name, text[..Rfc3339.Format(value, text)]);
    }

    /// <summary>Writes bytes that aren't empty, in base64.</summary>
    public static void WriteBytes(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        if (!value.IsEmpty)
        {
            writer.WriteBase64String(name, value.Span);
        }
    }

    /// <summary>Writes a flag that is set.</summary>
    public static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, true);
        }
    }

    private static string TextHere(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("a text that is not UTF-8", e);
        }
    }

    private static bool OpenList(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.StartArray => true,
            JsonTokenType.Null => false,
            _ => throw Unexpected(ref reader, "a list"),
        };
    }

    private static bool NextItem(ref Utf8JsonReader reader, JsonTokenType wanted)
    {
        Advance(ref reader);
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }
        return reader.TokenType == wanted ? true : throw Unexpected(ref reader, "another kind of item");
    }

    private static void Advance(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException("the document ends early");
        }
    }

    private static JsonException Unexpected(ref Utf8JsonReader reader, string wanted) => new($"{wanted} is expected at byte {reader.TokenStartIndex}");
}
