using System.Text.Json;

namespace Berth.Supervision;

/// <summary>A monitor's record as JSON, the form of <see cref="MonitorFiles.Record"/>.</summary>
public static class MonitorRecordJson
{
    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">It isn't JSON or not of this form.</exception>
    public static MonitorRecord Parse(ReadOnlySpan<byte> document)
    {
        Utf8JsonReader reader = JsonFields.Open(document);
        return Read(ref reader);
    }

    /// <summary>Writes a record.</summary>
    public static void Write(Utf8JsonWriter writer, MonitorRecord value)
    {
        writer.WriteStartObject();
        writer.WriteString("bootId"u8, value.BootId);
        writer.WriteNumber("monitorPid"u8, value.MonitorPid);
        writer.WriteNumber("monitorStartTicks"u8, value.MonitorStartTicks);
        writer.WriteString("phase"u8, PhaseName(value.Phase));
        writer.WriteNumber("pid"u8, value.Pid);
        writer.WriteNumber("pidStartTicks"u8, value.PidStartTicks);
        JsonFields.WriteTime(writer, "startedAt"u8, value.StartedAt);
        JsonFields.WriteTime(writer, "finishedAt"u8, value.FinishedAt);
        writer.WriteNumber("exitCode"u8, value.ExitCode);
        JsonFields.WriteFlag(writer, "oomKilled"u8, value.OomKilled);
        writer.WriteNumber("restartCount"u8, value.RestartCount);
        JsonFields.WriteFlag(writer, "manuallyStopped"u8, value.ManuallyStopped);
        JsonFields.WriteText(writer, "error"u8, value.Error);
        if (value.Health is { } health)
        {
            writer.WritePropertyName("health"u8);
            HealthRecordJson.Write(writer, health);
        }
        writer.WriteEndObject();
    }

    public static MonitorRecord Read(ref Utf8JsonReader reader)
    {
        var parts = new Parts();
        while (JsonFields.NextField(ref reader))
        {
            if (!ReadFirst(ref reader, ref parts) && !ReadSecond(ref reader, ref parts))
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new MonitorRecord
        {
            BootId = parts.BootId ?? throw new JsonException("\"bootId\" is missing"),
            MonitorPid = parts.MonitorPid,
            MonitorStartTicks = parts.MonitorStartTicks,
            Phase = parts.Phase,
            Pid = parts.Pid,
            PidStartTicks = parts.PidStartTicks,
            StartedAt = parts.StartedAt,
            FinishedAt = parts.FinishedAt,
            ExitCode = parts.ExitCode,
            OomKilled = parts.OomKilled,
            RestartCount = parts.RestartCount,
            ManuallyStopped = parts.ManuallyStopped,
            Error = parts.Error!,
            Health = parts.Health,
        };
    }

    private static bool ReadFirst(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("bootId"u8))
        {
            parts.BootId = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("monitorPid"u8))
        {
            parts.MonitorPid = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("monitorStartTicks"u8))
        {
            parts.MonitorStartTicks = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("phase"u8))
        {
            parts.Phase = Phase(JsonFields.Text(ref reader));
        }
        else if (reader.ValueTextEquals("pid"u8))
        {
            parts.Pid = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("pidStartTicks"u8))
        {
            parts.PidStartTicks = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("startedAt"u8))
        {
            parts.StartedAt = JsonFields.Time(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadSecond(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("finishedAt"u8))
        {
            parts.FinishedAt = JsonFields.Time(ref reader);
        }
        else if (reader.ValueTextEquals("exitCode"u8))
        {
            parts.ExitCode = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("oomKilled"u8))
        {
            parts.OomKilled = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("restartCount"u8))
        {
            parts.RestartCount = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("manuallyStopped"u8))
        {
            parts.ManuallyStopped = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            parts.Error = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("health"u8))
        {
            parts.Health = JsonFields.Object(ref reader, HealthRecordJson.Read);
        }
        else
        {
            return false;
        }
        return true;
    }

    private struct Parts
    {
        public string? BootId;
        public int MonitorPid;
        public long MonitorStartTicks;
        public ContainerPhase Phase;
        public int Pid;
        public long PidStartTicks;
        public DateTimeOffset StartedAt;
        public DateTimeOffset FinishedAt;
        public int ExitCode;
        public bool OomKilled;
        public int RestartCount;
        public bool ManuallyStopped;
        public string? Error;
        public HealthRecord? Health;
    }

    private static ReadOnlySpan<byte> PhaseName(ContainerPhase phase) => phase switch
    {
        ContainerPhase.Created => "created"u8,
        ContainerPhase.Running => "running"u8,
        ContainerPhase.Restarting => "restarting"u8,
        _ => "exited"u8,
    };

    private static ContainerPhase Phase(string name) => name switch
    {
        "created" => ContainerPhase.Created,
        "running" => ContainerPhase.Running,
        "restarting" => ContainerPhase.Restarting,
        "exited" => ContainerPhase.Exited,
        _ => throw new JsonException($"no phase is called \"{name}\""),
    };
}
