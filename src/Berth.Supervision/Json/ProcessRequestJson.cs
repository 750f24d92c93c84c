using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A process as JSON.</summary>
internal static class ProcessRequestJson
{
    public static void Write(Utf8JsonWriter writer, ProcessRequest value)
    {
        writer.WriteStartObject();
        JsonFields.WriteTexts(writer, "arguments"u8, value.Arguments);
        JsonFields.WriteTexts(writer, "environment"u8, value.Environment);
        writer.WriteString("workingFolder"u8, value.WorkingFolder);
        JsonFields.WriteText(writer, "user"u8, value.User);
        JsonFields.WriteTexts(writer, "additionalGroups"u8, value.AdditionalGroups);
        JsonFields.WriteFlag(writer, "terminal"u8, value.Terminal);
        writer.WriteNumber("rows"u8, value.Rows);
        writer.WriteNumber("columns"u8, value.Columns);
        JsonFields.WriteTexts(writer, "capabilities"u8, value.Capabilities);
        JsonFields.WriteFlag(writer, "noNewPrivileges"u8, value.NoNewPrivileges);
        if (value.OomScoreAdjust is { } oomScoreAdjust)
        {
            writer.WriteNumber("oomScoreAdjust"u8, oomScoreAdjust);
        }
        JsonFields.WriteFlag(writer, "init"u8, value.Init);
        writer.WriteEndObject();
    }

    public static ProcessRequest Read(ref Utf8JsonReader reader)
    {
        var parts = new Parts();
        while (JsonFields.NextField(ref reader))
        {
            if (!ReadFirst(ref reader, ref parts) && !ReadSecond(ref reader, ref parts))
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new ProcessRequest
        {
            Arguments = parts.Arguments ?? throw new JsonException("\"arguments\" is missing"),
            Environment = parts.Environment!,
            WorkingFolder = parts.WorkingFolder!,
            User = parts.User!,
            AdditionalGroups = parts.AdditionalGroups!,
            Terminal = parts.Terminal,
            Rows = parts.Rows,
            Columns = parts.Columns,
            Capabilities = parts.Capabilities!,
            NoNewPrivileges = parts.NoNewPrivileges,
            OomScoreAdjust = parts.OomScoreAdjust,
            Init = parts.Init,
        };
    }

    private static bool ReadFirst(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("arguments"u8))
        {
            parts.Arguments = JsonFields.Texts(ref reader);
        }
        else if (reader.ValueTextEquals("environment"u8))
        {
            parts.Environment = JsonFields.Texts(ref reader);
        }
        else if (reader.ValueTextEquals("workingFolder"u8))
        {
            parts.WorkingFolder = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("user"u8))
        {
            parts.User = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("additionalGroups"u8))
        {
            parts.AdditionalGroups = JsonFields.Texts(ref reader);
        }
        else if (reader.ValueTextEquals("terminal"u8))
        {
            parts.Terminal = JsonFields.Flag(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadSecond(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("rows"u8))
        {
            parts.Rows = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("columns"u8))
        {
            parts.Columns = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("capabilities"u8))
        {
            parts.Capabilities = JsonFields.Texts(ref reader);
        }
        else if (reader.ValueTextEquals("noNewPrivileges"u8))
        {
            parts.NoNewPrivileges = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("oomScoreAdjust"u8))
        {
            parts.OomScoreAdjust = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("init"u8))
        {
            parts.Init = JsonFields.Flag(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private struct Parts
    {
        public IReadOnlyList<string>? Arguments;
        public IReadOnlyList<string>? Environment;
        public string? WorkingFolder;
        public string? User;
        public IReadOnlyList<string>? AdditionalGroups;
        public bool Terminal;
        public int Rows;
        public int Columns;
        public IReadOnlyList<string>? Capabilities;
        public bool NoNewPrivileges;
        public int? OomScoreAdjust;
        public bool Init;
    }
}
