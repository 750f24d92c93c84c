using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A resource limit as JSON.</summary>
internal static class ResourceLimitJson
{
    public static void Write(Utf8JsonWriter writer, ResourceLimit value)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, value.Name);
        writer.WriteNumber("soft"u8, value.Soft);
        writer.WriteNumber("hard"u8, value.Hard);
        writer.WriteEndObject();
    }

    public static ResourceLimit Read(ref Utf8JsonReader reader)
    {
        string? name = null;
        long soft = default;
        long hard = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("soft"u8))
            {
                soft = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("hard"u8))
            {
                hard = JsonFields.Number(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new ResourceLimit(
            name ?? throw new JsonException("\"name\" is missing"),
            soft,
            hard);
    }
}
