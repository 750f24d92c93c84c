using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A health check as JSON.</summary>
internal static class HealthRequestJson
{
    public static void Write(Utf8JsonWriter writer, HealthRequest value)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("process"u8);
        ProcessRequestJson.Write(writer, value.Process);
        writer.WriteNumber("intervalNanoseconds"u8, value.IntervalNanoseconds);
        writer.WriteNumber("timeoutNanoseconds"u8, value.TimeoutNanoseconds);
        writer.WriteNumber("retries"u8, value.Retries);
        writer.WriteNumber("startPeriodNanoseconds"u8, value.StartPeriodNanoseconds);
        writer.WriteNumber("startIntervalNanoseconds"u8, value.StartIntervalNanoseconds);
        writer.WriteEndObject();
    }

    public static HealthRequest Read(ref Utf8JsonReader reader)
    {
        ProcessRequest? process = null;
        long intervalNanoseconds = default;
        long timeoutNanoseconds = default;
        int retries = default;
        long startPeriodNanoseconds = default;
        long startIntervalNanoseconds = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("process"u8))
            {
                process = JsonFields.Object(ref reader, ProcessRequestJson.Read);
            }
            else if (reader.ValueTextEquals("intervalNanoseconds"u8))
            {
                intervalNanoseconds = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("timeoutNanoseconds"u8))
            {
                timeoutNanoseconds = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("retries"u8))
            {
                retries = JsonFields.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("startPeriodNanoseconds"u8))
            {
                startPeriodNanoseconds = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("startIntervalNanoseconds"u8))
            {
                startIntervalNanoseconds = JsonFields.Number(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new HealthRequest
        {
            Process = process ?? throw new JsonException("\"process\" is missing"),
            IntervalNanoseconds = intervalNanoseconds,
            TimeoutNanoseconds = timeoutNanoseconds,
            Retries = retries,
            StartPeriodNanoseconds = startPeriodNanoseconds,
            StartIntervalNanoseconds = startIntervalNanoseconds,
        };
    }
}
