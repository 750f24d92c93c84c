using System.Text.Json;

namespace Berth.Supervision;

/// <summary>Requests to a monitor as JSON, one object a packet.</summary>
public static class MonitorRequestJson
{
    /// <summary>The version of the conversation that this code speaks.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Reads a request and its number.</summary>
    /// <returns>A null request where it is none that this code knows; <paramref name="name"/> then has what was asked.</returns>
    /// <exception cref="JsonException">It isn't JSON or not of this form.</exception>
    public static MonitorRequest? Parse(ReadOnlySpan<byte> document, out long number, out string name)
    {
        Utf8JsonReader reader = JsonFields.Open(document);
        var parts = default(Parts);
        while (JsonFields.NextField(ref reader))
        {
            if (!ReadHead(ref reader, ref parts) && !ReadNumbers(ref reader, ref parts) && !ReadFlags(ref reader, ref parts) && !ReadObjects(ref reader, ref parts))
            {
                JsonFields.Skip(ref reader);
            }
        }
        number = parts.N;
        name = parts.Request ?? "";
        return Build(in parts);
    }

    /// <summary>Writes a request.</summary>
    public static void Write(Utf8JsonWriter writer, MonitorRequest request, long number)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, CurrentVersion);
        writer.WriteNumber("n"u8, number);
        writer.WriteString("request"u8, NameOf(request));
        WriteFields(writer, request);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> NameOf(MonitorRequest request) => request switch
    {
        MonitorRequest.Hello => "hello"u8,
        MonitorRequest.Start => "start"u8,
        MonitorRequest.Attach => "attach"u8,
        MonitorRequest.Resize => "resize"u8,
        MonitorRequest.Signal => "signal"u8,
        MonitorRequest.Stop => "stop"u8,
        MonitorRequest.Exec => "exec"u8,
        MonitorRequest.ExecSignal => "exec-signal"u8,
        MonitorRequest.Update => "update"u8,
        MonitorRequest.PauseHealth => "health"u8,
        MonitorRequest.Resolver => "resolver"u8,
        MonitorRequest.Ports => "ports"u8,
        MonitorRequest.Namespace => "namespace"u8,
        _ => "watch"u8,
    };

    private static void WriteFields(Utf8JsonWriter writer, MonitorRequest request)
    {
        switch (request)
        {
            case MonitorRequest.Attach attach:
                writer.WriteBoolean("stdin"u8, attach.Input);
                writer.WriteBoolean("stdout"u8, attach.Output);
                writer.WriteBoolean("stderr"u8, attach.Error);
                break;
            case MonitorRequest.Resize resize:
                writer.WriteNumber("rows"u8, resize.Rows);
                writer.WriteNumber("columns"u8, resize.Columns);
                break;
            case MonitorRequest.Signal signal:
                writer.WriteNumber("number"u8, signal.Number);
                writer.WriteBoolean("manual"u8, signal.Manual);
                break;
            case MonitorRequest.Stop stop:
                WriteStop(writer, stop);
                break;
            case MonitorRequest.Exec exec:
                writer.WriteString("id"u8, exec.Id);
                writer.WriteBoolean("privileged"u8, exec.Privileged);
                writer.WritePropertyName("process"u8);
                ProcessRequestJson.Write(writer, exec.Process);
                break;
            case MonitorRequest.ExecSignal signal:
                writer.WriteString("id"u8, signal.Id);
                writer.WriteNumber("number"u8, signal.Number);
                break;
            case MonitorRequest.Update update:
                writer.WritePropertyName("restart"u8);
                RestartRequestJson.Write(writer, update.Restart);
                break;
            case MonitorRequest.PauseHealth health:
                writer.WriteBoolean("pause"u8, health.Paused);
                break;
            case MonitorRequest.Resolver { Tables: { } tables }:
                writer.WritePropertyName("resolver"u8);
                ResolverRequestJson.Write(writer, tables);
                break;
            case MonitorRequest.Ports ports:
                JsonFields.WriteObjects(writer, "ports"u8, ports.Held, HeldPortJson.Write);
                break;
        }
    }

    private static void WriteStop(Utf8JsonWriter writer, MonitorRequest.Stop stop)
    {
        writer.WriteNumber("number"u8, stop.Number);
        if (stop.Seconds is { } seconds)
        {
            writer.WriteNumber("seconds"u8, seconds);
        }
    }

    private static MonitorRequest? Build(in Parts parts) => parts.Request switch
    {
        "hello" => new MonitorRequest.Hello(),
        "start" => new MonitorRequest.Start(),
        "attach" => new MonitorRequest.Attach(parts.Stdin, parts.Stdout, parts.Stderr),
        "resize" => new MonitorRequest.Resize(parts.Rows, parts.Columns),
        "signal" => new MonitorRequest.Signal(parts.Number, parts.Manual),
        "stop" => new MonitorRequest.Stop(parts.Number, parts.Seconds),
        "exec" => new MonitorRequest.Exec(Needed(parts.Id, "id"), Needed(parts.Process, "process"), parts.Privileged),
        "exec-signal" => new MonitorRequest.ExecSignal(Needed(parts.Id, "id"), parts.Number),
        "update" => new MonitorRequest.Update(Needed(parts.Restart, "restart")),
        "health" => new MonitorRequest.PauseHealth(parts.Pause),
        "resolver" => new MonitorRequest.Resolver(parts.Resolver),
        "ports" => new MonitorRequest.Ports(parts.Ports ?? []),
        "namespace" => new MonitorRequest.Namespace(),
        "watch" => new MonitorRequest.Watch(),
        _ => null,
    };

    private static bool ReadHead(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("request"u8))
        {
            parts.Request = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("n"u8))
        {
            parts.N = JsonFields.Number(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            parts.Id = JsonFields.Text(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadNumbers(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("number"u8))
        {
            parts.Number = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("seconds"u8))
        {
            parts.Seconds = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("rows"u8))
        {
            parts.Rows = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("columns"u8))
        {
            parts.Columns = JsonFields.Integer(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadFlags(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("stdin"u8))
        {
            parts.Stdin = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("stdout"u8))
        {
            parts.Stdout = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("stderr"u8))
        {
            parts.Stderr = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("manual"u8))
        {
            parts.Manual = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("pause"u8))
        {
            parts.Pause = JsonFields.Flag(ref reader);
        }
        else if (reader.ValueTextEquals("privileged"u8))
        {
            parts.Privileged = JsonFields.Flag(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadObjects(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("process"u8))
        {
            parts.Process = JsonFields.Object(ref reader, ProcessRequestJson.Read);
        }
        else if (reader.ValueTextEquals("restart"u8))
        {
            parts.Restart = JsonFields.Object(ref reader, RestartRequestJson.Read);
        }
        else if (reader.ValueTextEquals("resolver"u8))
        {
            parts.Resolver = JsonFields.Object(ref reader, ResolverRequestJson.Read);
        }
        else if (reader.ValueTextEquals("ports"u8))
        {
            parts.Ports = JsonFields.Objects(ref reader, HeldPortJson.Read);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static T Needed<T>(T? value, string field)
        where T : class => value ?? throw new JsonException($"a request without \"{field}\"");

    private struct Parts
    {
        public string? Request;
        public long N;
        public string? Id;
        public int Number;
        public int? Seconds;
        public int Rows;
        public int Columns;
        public bool Stdin;
        public bool Stdout;
        public bool Stderr;
        public bool Manual;
        public bool Pause;
        public bool Privileged;
        public ProcessRequest? Process;
        public RestartRequest? Restart;
        public ResolverRequest? Resolver;
        public IReadOnlyList<HeldPort>? Ports;
    }
}
