using System.Text.Json;

namespace Berth.Supervision;

/// <summary>Name resolution as JSON.</summary>
internal static class ResolverRequestJson
{
    public static void Write(Utf8JsonWriter writer, ResolverRequest value)
    {
        writer.WriteStartObject();
        JsonFields.WriteTexts(writer, "tables"u8, value.Tables);
        JsonFields.WriteTexts(writer, "upstreams"u8, value.Upstreams);
        JsonFields.WriteFlag(writer, "internal"u8, value.Internal);
        writer.WriteEndObject();
    }

    public static ResolverRequest Read(ref Utf8JsonReader reader)
    {
        IReadOnlyList<string>? tables = null;
        IReadOnlyList<string>? upstreams = null;
        bool isInternal = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("tables"u8))
            {
                tables = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("upstreams"u8))
            {
                upstreams = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("internal"u8))
            {
                isInternal = JsonFields.Flag(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new ResolverRequest
        {
            Tables = tables!,
            Upstreams = upstreams!,
            Internal = isInternal,
        };
    }
}
