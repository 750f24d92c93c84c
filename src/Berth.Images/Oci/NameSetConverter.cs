using System.Text.Json;
using System.Text.Json.Serialization;

namespace Berth.Images;

/// <summary>A set of names that Go writes as an object with empty members: <c>{"80/tcp":{}}</c>. A list of names is read too.</summary>
internal sealed class NameSetConverter : JsonConverter<IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        bool isObject = reader.TokenType == JsonTokenType.StartObject;
        if (!isObject && reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("a set of names is an object");
        }

        var names = new List<string>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            names.Add(reader.GetString()!);
            if (isObject)
            {
                reader.Read();
                reader.Skip();
            }
        }

        return names;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (string name in value)
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
