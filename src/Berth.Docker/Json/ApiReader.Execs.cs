using System.Text.Json;

namespace Berth.Docker;

// Reads execs: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ExecCreateResponse ExecCreateResponse(ref Utf8JsonReader json)
    {
        string? id = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ExecCreateResponse
        {
            Id = id!,
        };
    }

    public static ExecInspect ExecInspect(ref Utf8JsonReader json)
    {
        string? id = null;
        bool running = false;
        int? exitCode = null;
        ExecProcessConfig? processConfig = null;
        bool openStdin = false;
        bool openStderr = false;
        bool openStdout = false;
        bool canRemove = false;
        string? containerID = null;
        string? detachKeys = null;
        int pid = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Running"u8)) { running = json.Bool(); }
            else if (json.ValueTextEquals("ExitCode"u8)) { exitCode = json.OptionalInt32(); }
            else if (json.ValueTextEquals("ProcessConfig"u8)) { processConfig = json.Object(ExecProcessConfig); }
            else if (json.ValueTextEquals("OpenStdin"u8)) { openStdin = json.Bool(); }
            else if (json.ValueTextEquals("OpenStderr"u8)) { openStderr = json.Bool(); }
            else if (json.ValueTextEquals("OpenStdout"u8)) { openStdout = json.Bool(); }
            else if (json.ValueTextEquals("CanRemove"u8)) { canRemove = json.Bool(); }
            else if (json.ValueTextEquals("ContainerID"u8)) { containerID = json.Text(); }
            else if (json.ValueTextEquals("DetachKeys"u8)) { detachKeys = json.Text(); }
            else if (json.ValueTextEquals("Pid"u8)) { pid = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new ExecInspect
        {
            ID = id!,
            Running = running,
            ExitCode = exitCode,
            ProcessConfig = processConfig!,
            OpenStdin = openStdin,
            OpenStderr = openStderr,
            OpenStdout = openStdout,
            CanRemove = canRemove,
            ContainerID = containerID!,
            DetachKeys = detachKeys!,
            Pid = pid,
        };
    }

    public static ExecProcessConfig ExecProcessConfig(ref Utf8JsonReader json)
    {
        bool tty = false;
        string? entrypoint = null;
        IReadOnlyList<string>? arguments = null;
        bool? privileged = null;
        string? user = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("tty"u8)) { tty = json.Bool(); }
            else if (json.ValueTextEquals("entrypoint"u8)) { entrypoint = json.Text(); }
            else if (json.ValueTextEquals("arguments"u8)) { arguments = json.Texts(); }
            else if (json.ValueTextEquals("privileged"u8)) { privileged = json.OptionalBool(); }
            else if (json.ValueTextEquals("user"u8)) { user = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ExecProcessConfig
        {
            Tty = tty,
            Entrypoint = entrypoint!,
            Arguments = arguments!,
            Privileged = privileged,
            User = user,
        };
    }
}
