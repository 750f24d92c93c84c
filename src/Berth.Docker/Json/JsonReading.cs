using System.Text.Json;

namespace Berth.Docker;

/// <summary>
/// Reads values by hand: the members of an object by <see cref="NextMember"/> and one call a member. Methods whose names
/// start with Current stand on the value; the others stand on its name and move on to it. Null reads as nothing.
/// </summary>
/// <remarks>Not the generated contexts: they cost a command line some milliseconds and a megabyte.</remarks>
internal static class JsonReading
{
    /// <summary>Reads the value that the reader stands on.</summary>
    public delegate T ReadValue<out T>(ref Utf8JsonReader json);

    /// <summary>Refuses a value that is no object.</summary>
    public static void ExpectObject(ref this Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{json.TokenType} where an object was expected");
        }
    }

    /// <summary>Moves from an object's start or a member's value to the next member's name; false at the end.</summary>
    public static bool NextMember(ref this Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    public static void SkipMember(ref this Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    public static string? Text(ref this Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    public static string CurrentText(ref Utf8JsonReader json) => json.GetString() ?? "";

    public static int Int32(ref this Utf8JsonReader json) => (int)json.Int64();

    public static int? OptionalInt32(ref this Utf8JsonReader json) => (int?)json.OptionalInt64();

    public static int CurrentInt32(ref Utf8JsonReader json) => json.GetInt32();

    public static uint UInt32(ref this Utf8JsonReader json) => (uint)json.Int64();

    public static long Int64(ref this Utf8JsonReader json) => json.OptionalInt64() ?? 0;

    public static long? OptionalInt64(ref this Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.GetInt64();
    }

    public static ulong UInt64(ref this Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? 0 : json.GetUInt64();
    }

    public static ulong CurrentUInt64(ref Utf8JsonReader json) => json.GetUInt64();

    public static bool Bool(ref this Utf8JsonReader json) => json.OptionalBool() ?? false;

    public static bool? OptionalBool(ref this Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.GetBoolean();
    }

    public static JsonElement? Element(ref this Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref json);
    }

    public static EmptyObject CurrentEmpty(ref Utf8JsonReader json)
    {
        json.Skip();
        return EmptyObject.Instance;
    }

    public static T? Object<T>(ref this Utf8JsonReader json, ReadValue<T> read)
        where T : class
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : read(ref json);
    }

    public static IReadOnlyList<T>? List<T>(ref this Utf8JsonReader json, ReadValue<T> read)
    {
        json.Read();
        return json.CurrentList(read);
    }

    public static IReadOnlyList<T>? CurrentList<T>(ref this Utf8JsonReader json, ReadValue<T> read)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        List<T> list = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            list.Add(read(ref json));
        }

        return list;
    }

    public static IReadOnlyList<string>? Texts(ref this Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String ? [json.GetString()!] : json.CurrentList(CurrentText);
    }

    public static IReadOnlyList<string> CurrentTexts(ref Utf8JsonReader json) => json.CurrentList(CurrentText) ?? [];

    public static IReadOnlyDictionary<string, T>? Map<T>(ref this Utf8JsonReader json, ReadValue<T> read)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        Dictionary<string, T> map = [];
        while (json.NextMember())
        {
            var name = json.GetString()!;
            json.Read();
            map[name] = read(ref json);
        }

        return map;
    }
}
