using System.Text.Json;

namespace Berth.Supervision;

/// <summary>Isolation as JSON.</summary>
internal static class IsolationRequestJson
{
    public static void Write(Utf8JsonWriter writer, IsolationRequest value)
    {
        writer.WriteStartObject();
        JsonFields.WriteFlag(writer, "privileged"u8, value.Privileged);
        JsonFields.WriteTexts(writer, "maskedPaths"u8, value.MaskedPaths);
        JsonFields.WriteTexts(writer, "readonlyPaths"u8, value.ReadonlyPaths);
        JsonFields.WriteObjects(writer, "devices"u8, value.Devices, DeviceRequestJson.Write);
        JsonFields.WriteTexts(writer, "sysctls"u8, value.Sysctls);
        JsonFields.WriteBytes(writer, "filter"u8, value.Filter);
        writer.WriteNumber("shmBytes"u8, value.ShmBytes);
        writer.WriteEndObject();
    }

    public static IsolationRequest Read(ref Utf8JsonReader reader)
    {
        bool privileged = default;
        IReadOnlyList<string>? maskedPaths = null;
        IReadOnlyList<string>? readonlyPaths = null;
        IReadOnlyList<DeviceRequest>? devices = null;
        IReadOnlyList<string>? sysctls = null;
        byte[]? filter = null;
        long shmBytes = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("privileged"u8))
            {
                privileged = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("maskedPaths"u8))
            {
                maskedPaths = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("readonlyPaths"u8))
            {
                readonlyPaths = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("devices"u8))
            {
                devices = JsonFields.Objects(ref reader, DeviceRequestJson.Read);
            }
            else if (reader.ValueTextEquals("sysctls"u8))
            {
                sysctls = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("filter"u8))
            {
                filter = JsonFields.Bytes(ref reader);
            }
            else if (reader.ValueTextEquals("shmBytes"u8))
            {
                shmBytes = JsonFields.Number(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new IsolationRequest
        {
            Privileged = privileged,
            MaskedPaths = maskedPaths!,
            ReadonlyPaths = readonlyPaths!,
            Devices = devices!,
            Sysctls = sysctls!,
            Filter = filter,
            ShmBytes = shmBytes,
        };
    }
}
