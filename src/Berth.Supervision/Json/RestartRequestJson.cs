using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A restart policy as JSON.</summary>
internal static class RestartRequestJson
{
    public static void Write(Utf8JsonWriter writer, RestartRequest value)
    {
        writer.WriteStartObject();
        writer.WriteString("policy"u8, value.Policy);
        writer.WriteNumber("maximumRetries"u8, value.MaximumRetries);
        writer.WriteEndObject();
    }

    public static RestartRequest Read(ref Utf8JsonReader reader)
    {
        string? policy = null;
        int maximumRetries = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("policy"u8))
            {
                policy = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("maximumRetries"u8))
            {
                maximumRetries = JsonFields.Integer(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new RestartRequest
        {
            Policy = policy!,
            MaximumRetries = maximumRetries,
        };
    }
}
