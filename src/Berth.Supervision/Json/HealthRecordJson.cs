using System.Text.Json;

namespace Berth.Supervision;

/// <summary>The state of a health check as JSON.</summary>
internal static class HealthRecordJson
{
    public static void Write(Utf8JsonWriter writer, HealthRecord value)
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, value.Status);
        writer.WriteNumber("failingStreak"u8, value.FailingStreak);
        JsonFields.WriteObjects(writer, "log"u8, value.Log, HealthResultJson.Write);
        writer.WriteEndObject();
    }

    public static HealthRecord Read(ref Utf8JsonReader reader)
    {
        string? status = null;
        int failingStreak = default;
        IReadOnlyList<HealthResult>? log = null;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("status"u8))
            {
                status = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("failingStreak"u8))
            {
                failingStreak = JsonFields.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("log"u8))
            {
                log = JsonFields.Objects(ref reader, HealthResultJson.Read);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new HealthRecord(
            status ?? throw new JsonException("\"status\" is missing"),
            failingStreak,
            log ?? []);
    }
}
