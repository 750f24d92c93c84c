using System.Text.Json;

namespace Berth.Supervision;

/// <summary>How to stop, as JSON.</summary>
internal static class StopRequestJson
{
    public static void Write(Utf8JsonWriter writer, StopRequest value)
    {
        writer.WriteStartObject();
        writer.WriteNumber("signal"u8, value.Signal);
        writer.WriteNumber("timeoutSeconds"u8, value.TimeoutSeconds);
        writer.WriteEndObject();
    }

    public static StopRequest Read(ref Utf8JsonReader reader)
    {
        int signal = 15;
        int timeoutSeconds = 10;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("signal"u8))
            {
                signal = JsonFields.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("timeoutSeconds"u8))
            {
                timeoutSeconds = JsonFields.Integer(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new StopRequest
        {
            Signal = signal,
            TimeoutSeconds = timeoutSeconds,
        };
    }
}
