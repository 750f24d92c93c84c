using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A health check's result as JSON.</summary>
internal static class HealthResultJson
{
    public static void Write(Utf8JsonWriter writer, HealthResult value)
    {
        writer.WriteStartObject();
        JsonFields.WriteTime(writer, "start"u8, value.Start);
        JsonFields.WriteTime(writer, "end"u8, value.End);
        writer.WriteNumber("exitCode"u8, value.ExitCode);
        writer.WriteString("output"u8, value.Output);
        writer.WriteEndObject();
    }

    public static HealthResult Read(ref Utf8JsonReader reader)
    {
        DateTimeOffset start = default;
        DateTimeOffset end = default;
        int exitCode = default;
        string? output = null;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("start"u8))
            {
                start = JsonFields.Time(ref reader);
            }
            else if (reader.ValueTextEquals("end"u8))
            {
                end = JsonFields.Time(ref reader);
            }
            else if (reader.ValueTextEquals("exitCode"u8))
            {
                exitCode = JsonFields.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("output"u8))
            {
                output = JsonFields.Text(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new HealthResult(
            start,
            end,
            exitCode,
            output ?? "");
    }
}
