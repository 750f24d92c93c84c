using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Berth.Engine;

/// <summary>Small helpers for the engine's own files, which are written and read member by member.</summary>
internal static class JsonParts
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object into memory.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T value, Action<Utf8JsonWriter, T> members)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer, value);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes a member with a type's own form.</summary>
    public static void Member<T>(Utf8JsonWriter writer, string name, T value, JsonTypeInfo<T> type)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, type);
    }

    /// <summary>Writes a list of texts, or nothing where it is empty.</summary>
    public static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            writer.WriteStartArray(name);
            foreach (string text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Writes a text, or nothing where it is empty.</summary>
    public static void Text(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>Writes a truth, or nothing where it is false.</summary>
    public static void Flag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, true);
        }
    }

    /// <summary>Reads a text; empty where it is missing.</summary>
    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    /// <summary>Reads a truth; false where it is missing.</summary>
    public static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.True;

    /// <summary>Reads a number; 0 where it is missing.</summary>
    public static int Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number ? member.GetInt32() : 0;

    /// <summary>Reads a time; the default where it is missing.</summary>
    public static DateTimeOffset Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.TryGetDateTimeOffset(out var time) ? time : default;

    /// <summary>Reads a list of texts; empty where it is missing.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray().Select(one => one.GetString()!)] : [];

    /// <summary>Reads a member with a type's own form; null where it is missing.</summary>
    public static T? Member<T>(JsonElement element, string name, JsonTypeInfo<T> type)
        where T : class => element.TryGetProperty(name, out var member) ? member.Deserialize(type) : null;
}
