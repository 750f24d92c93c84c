using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A mount as JSON.</summary>
internal static class MountRequestJson
{
    public static void Write(Utf8JsonWriter writer, MountRequest value)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Type);
        writer.WriteString("source"u8, value.Source);
        writer.WriteString("target"u8, value.Target);
        JsonFields.WriteText(writer, "subpath"u8, value.Subpath);
        JsonFields.WriteFlag(writer, "readOnly"u8, value.ReadOnly);
        JsonFields.WriteFlag(writer, "readOnlyTop"u8, value.ReadOnlyTop);
        writer.WriteBoolean("recursive"u8, value.Recursive);
        JsonFields.WriteText(writer, "propagation"u8, value.Propagation);
        JsonFields.WriteTexts(writer, "options"u8, value.Options);
        JsonFields.WriteFlag(writer, "copyUp"u8, value.CopyUp);
        writer.WriteEndObject();
    }

    public static MountRequest Read(ref Utf8JsonReader reader)
    {
        string? type = null;
        string? source = null;
        string? target = null;
        string? subpath = null;
        bool readOnly = default;
        bool readOnlyTop = default;
        bool recursive = true;
        string? propagation = null;
        IReadOnlyList<string>? options = null;
        bool copyUp = default;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("source"u8))
            {
                source = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                target = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("subpath"u8))
            {
                subpath = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("readOnly"u8))
            {
                readOnly = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("readOnlyTop"u8))
            {
                readOnlyTop = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("recursive"u8))
            {
                recursive = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("propagation"u8))
            {
                propagation = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("options"u8))
            {
                options = JsonFields.Texts(ref reader);
            }
            else if (reader.ValueTextEquals("copyUp"u8))
            {
                copyUp = JsonFields.Flag(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new MountRequest
        {
            Type = type ?? throw new JsonException("\"type\" is missing"),
            Source = source ?? throw new JsonException("\"source\" is missing"),
            Target = target ?? throw new JsonException("\"target\" is missing"),
            Subpath = subpath!,
            ReadOnly = readOnly,
            ReadOnlyTop = readOnlyTop,
            Recursive = recursive,
            Propagation = propagation!,
            Options = options!,
            CopyUp = copyUp,
        };
    }
}
