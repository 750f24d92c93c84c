using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A held port as JSON.</summary>
internal static class HeldPortJson
{
    public static void Write(Utf8JsonWriter writer, HeldPort value)
    {
        writer.WriteStartObject();
        writer.WriteString("protocol"u8, value.Protocol);
        writer.WriteString("targetAddress"u8, value.TargetAddress);
        writer.WriteNumber("targetPort"u8, value.TargetPort);
        writer.WriteEndObject();
    }

    public static HeldPort Read(ref Utf8JsonReader reader)
    {
        string? protocol = null;
        string? targetAddress = null;
        int targetPort = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("protocol"u8))
            {
                protocol = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("targetAddress"u8))
            {
                targetAddress = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("targetPort"u8))
            {
                targetPort = JsonFields.Integer(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new HeldPort(
            protocol ?? throw new JsonException("\"protocol\" is missing"),
            targetAddress ?? throw new JsonException("\"targetAddress\" is missing"),
            targetPort);
    }
}
