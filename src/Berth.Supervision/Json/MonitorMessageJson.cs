using System.Text.Json;

namespace Berth.Supervision;

/// <summary>What a monitor says, as JSON: replies and events, one object a packet.</summary>
public static class MonitorMessageJson
{
    /// <summary>Reads a message, which is a reply or an event. Both are null for an event that this code doesn't know.</summary>
    /// <exception cref="JsonException">It isn't JSON or not of this form.</exception>
    public static (MonitorReply? Reply, MonitorEvent? Event) Parse(ReadOnlySpan<byte> document)
    {
        Utf8JsonReader reader = JsonFields.Open(document);
        var parts = default(Parts);
        while (JsonFields.NextField(ref reader))
        {
            if (!ReadHead(ref reader, ref parts) && !ReadBody(ref reader, ref parts))
            {
                JsonFields.Skip(ref reader);
            }
        }
        if (parts.Event is { } name)
        {
            return (null, BuildEvent(name, in parts));
        }
        var reply = new MonitorReply { Number = parts.N, Error = parts.Error, Pid = parts.Pid, Record = parts.Record, Warnings = parts.Warnings! };
        return (reply, null);
    }

    /// <summary>Writes a reply.</summary>
    public static void Write(Utf8JsonWriter writer, MonitorReply reply)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, MonitorRequestJson.CurrentVersion);
        writer.WriteNumber("n"u8, reply.Number);
        if (reply.Error is { } error)
        {
            writer.WriteStartObject("error"u8);
            writer.WriteString("kind"u8, KindName(error.Kind));
            JsonFields.WriteText(writer, "step"u8, error.Step);
            writer.WriteNumber("errno"u8, error.Errno);
            writer.WriteString("text"u8, error.Text);
            writer.WriteEndObject();
        }
        if (reply.Pid != 0)
        {
            writer.WriteNumber("pid"u8, reply.Pid);
        }
        WriteRecord(writer, reply.Record);
        JsonFields.WriteTexts(writer, "warnings"u8, reply.Warnings);
        writer.WriteEndObject();
    }

    /// <summary>Writes an event.</summary>
    public static void Write(Utf8JsonWriter writer, MonitorEvent message)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, MonitorRequestJson.CurrentVersion);
        switch (message)
        {
            case MonitorEvent.Started started:
                writer.WriteString("event"u8, "started"u8);
                WriteRecord(writer, started.Record);
                break;
            case MonitorEvent.Exited exited:
                writer.WriteString("event"u8, "exited"u8);
                WriteRecord(writer, exited.Record);
                break;
            case MonitorEvent.Restarting restarting:
                writer.WriteString("event"u8, "restarting"u8);
                writer.WriteNumber("delay"u8, restarting.Delay.Ticks * 100);
                WriteRecord(writer, restarting.Record);
                break;
            case MonitorEvent.HealthChecked health:
                writer.WriteString("event"u8, "health"u8);
                writer.WriteBoolean("changed"u8, health.Changed);
                WriteRecord(writer, health.Record);
                break;
            case MonitorEvent.ExecExited exec:
                writer.WriteString("event"u8, "exec-exited"u8);
                writer.WriteString("id"u8, exec.Id);
                writer.WriteNumber("code"u8, exec.ExitCode);
                break;
            case MonitorEvent.OutOfMemory:
                writer.WriteString("event"u8, "oom"u8);
                break;
            case MonitorEvent.Warned warned:
                writer.WriteString("event"u8, "warned"u8);
                writer.WriteString("text"u8, warned.Text);
                break;
        }
        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, MonitorRecord? record)
    {
        if (record is not null)
        {
            writer.WritePropertyName("record"u8);
            MonitorRecordJson.Write(writer, record);
        }
    }

    private static bool ReadHead(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("n"u8))
        {
            parts.N = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("event"u8))
        {
            parts.Event = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            parts.Id = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("text"u8))
        {
            parts.Text = JsonFields.Text(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadBody(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("error"u8))
        {
            parts.Error = JsonFields.Object(ref reader, ReadError);
        }
        else if (reader.ValueTextEquals("pid"u8))
        {
            parts.Pid = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("record"u8))
        {
            parts.Record = JsonFields.Object(ref reader, MonitorRecordJson.Read);
        }
        else if (reader.ValueTextEquals("warnings"u8))
        {
            parts.Warnings = JsonFields.Texts(ref reader);
        }
        else if (reader.ValueTextEquals("delay"u8))
        {
            parts.Delay = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("changed"u8))
        {
            parts.Changed = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("code"u8))
        {
            parts.Code = JsonFields.Integer(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static MonitorEvent? BuildEvent(string name, in Parts parts) => name switch
    {
        "started" => new MonitorEvent.Started(Needed(parts.Record, "record")),
        "exited" => new MonitorEvent.Exited(Needed(parts.Record, "record")),
        "restarting" => new MonitorEvent.Restarting(Needed(parts.Record, "record"), TimeSpan.FromTicks(parts.Delay / 100)),
        "health" => new MonitorEvent.HealthChecked(Needed(parts.Record, "record"), parts.Changed),
        "exec-exited" => new MonitorEvent.ExecExited(Needed(parts.Id, "id"), parts.Code),
        "oom" => new MonitorEvent.OutOfMemory(),
        "warned" => new MonitorEvent.Warned(Needed(parts.Text, "text")),
        _ => null,
    };

    private static MonitorError ReadError(ref Utf8JsonReader reader)
    {
        var kind = MonitorErrorKind.Other;
        string step = "";
        string text = "";
        int errno = 0;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("kind"u8))
            {
                kind = Kind(JsonFields.Text(ref reader));
            }
            else if (reader.ValueTextEquals("step"u8))
            {
                step = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("errno"u8))
            {
                errno = JsonFields.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                text = JsonFields.Text(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new MonitorError(kind, step, errno, text);
    }

    private static ReadOnlySpan<byte> KindName(MonitorErrorKind kind) => kind switch
    {
        MonitorErrorKind.NotFound => "not-found"u8,
        MonitorErrorKind.NotExecutable => "not-executable"u8,
        MonitorErrorKind.User => "user"u8,
        MonitorErrorKind.State => "state"u8,
        MonitorErrorKind.BadRequest => "bad-request"u8,
        _ => "other"u8,
    };

    private static MonitorErrorKind Kind(string name) => name switch
    {
        "not-found" => MonitorErrorKind.NotFound,
        "not-executable" => MonitorErrorKind.NotExecutable,
        "user" => MonitorErrorKind.User,
        "state" => MonitorErrorKind.State,
        "bad-request" => MonitorErrorKind.BadRequest,
        _ => MonitorErrorKind.Other,
    };

    private static T Needed<T>(T? value, string field)
        where T : class => value ?? throw new JsonException($"an event without \"{field}\"");

    private struct Parts
    {
        public long N;
        public string? Event;
        public string? Id;
        public string? Text;
        public int Pid;
        public int Code;
        public long Delay;
        public bool Changed;
        public MonitorError? Error;
        public MonitorRecord? Record;
        public IReadOnlyList<string>? Warnings;
    }
}
