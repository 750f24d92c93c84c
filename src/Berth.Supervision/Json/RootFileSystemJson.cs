using System.Text.Json;

namespace Berth.Supervision;

/// <summary>The root file system as JSON.</summary>
internal static class RootFileSystemJson
{
    public static void Write(Utf8JsonWriter writer, RootFileSystem value)
    {
        writer.WriteStartObject();
        JsonFields.WriteTexts(writer, "lower"u8, value.LowerFolders);
        writer.WriteString("upper"u8, value.UpperFolder);
        JsonFields.WriteText(writer, "work"u8, value.WorkFolder);
        JsonFields.WriteFlag(writer, "readOnly"u8, value.ReadOnly);
        writer.WriteEndObject();
    }

    public static RootFileSystem Read(ref Utf8JsonReader reader)
    {
        IReadOnlyList<string>? lowerFolders = null;
        string? upperFolder = null;
        string? workFolder = null;
        bool readOnly = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("lower"u8))
            {
                lowerFolders = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("upper"u8))
            {
                upperFolder = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("work"u8))
            {
                workFolder = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("readOnly"u8))
            {
                readOnly = JsonFields.Flag(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new RootFileSystem
        {
            LowerFolders = lowerFolders!,
            UpperFolder = upperFolder ?? throw new JsonException("\"upper\" is missing"),
            WorkFolder = workFolder!,
            ReadOnly = readOnly,
        };
    }
}
