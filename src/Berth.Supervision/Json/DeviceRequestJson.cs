using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A device as JSON.</summary>
internal static class DeviceRequestJson
{
    public static void Write(Utf8JsonWriter writer, DeviceRequest value)
    {
        writer.WriteStartObject();
        writer.WriteString("hostPath"u8, value.HostPath);
        writer.WriteString("path"u8, value.Path);
        writer.WriteEndObject();
    }

    public static DeviceRequest Read(ref Utf8JsonReader reader)
    {
        string? hostPath = null;
        string? path = null;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("hostPath"u8))
            {
                hostPath = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("path"u8))
            {
                path = JsonFields.Text(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new DeviceRequest(
            hostPath ?? throw new JsonException("\"hostPath\" is missing"),
            path ?? throw new JsonException("\"path\" is missing"));
    }
}
