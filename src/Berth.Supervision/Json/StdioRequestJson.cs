using System.Text.Json;

namespace Berth.Supervision;

/// <summary>Standard input and output as JSON.</summary>
internal static class StdioRequestJson
{
    public static void Write(Utf8JsonWriter writer, StdioRequest value)
    {
        writer.WriteStartObject();
        JsonFields.WriteFlag(writer, "openInput"u8, value.OpenInput);
        JsonFields.WriteFlag(writer, "inputOnce"u8, value.InputOnce);
        writer.WriteString("logDriver"u8, value.LogDriver);
        JsonFields.WriteText(writer, "logPath"u8, value.LogPath);
        writer.WriteNumber("logMaxBytes"u8, value.LogMaxBytes);
        writer.WriteNumber("logMaxFiles"u8, value.LogMaxFiles);
        JsonFields.WriteFlag(writer, "logCompress"u8, value.LogCompress);
        JsonFields.WriteText(writer, "logAttributes"u8, value.LogAttributes);
        writer.WriteEndObject();
    }

    public static StdioRequest Read(ref Utf8JsonReader reader)
    {
        bool openInput = default;
        bool inputOnce = default;
        string? logDriver = null;
        string? logPath = null;
        long logMaxBytes = default;
        int logMaxFiles = 1;
        bool logCompress = default;
        string? logAttributes = null;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("openInput"u8))
            {
                openInput = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("inputOnce"u8))
            {
                inputOnce = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("logDriver"u8))
            {
                logDriver = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("logPath"u8))
            {
                logPath = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("logMaxBytes"u8))
            {
                logMaxBytes = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("logMaxFiles"u8))
            {
                logMaxFiles = JsonFields.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("logCompress"u8))
            {
                logCompress = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("logAttributes"u8))
            {
                logAttributes = JsonFields.Text(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new StdioRequest
        {
            OpenInput = openInput,
            InputOnce = inputOnce,
            LogDriver = logDriver!,
            LogPath = logPath!,
            LogMaxBytes = logMaxBytes,
            LogMaxFiles = logMaxFiles,
            LogCompress = logCompress,
            LogAttributes = logAttributes!,
        };
    }
}
