using System.Text.Json;

namespace Berth.Docker;

// The members of a record, one method a record. What is empty is left out.
internal static partial class ApiWriter
{
    public static void ExecCreateRequest(Utf8JsonWriter json, ExecCreateRequest value)
    {
        json.Text("User"u8, value.User);
        json.Flag("Privileged"u8, value.Privileged);
        json.Flag("Tty"u8, value.Tty);
        json.Numbers("ConsoleSize"u8, value.ConsoleSize);
        json.Flag("AttachStdin"u8, value.AttachStdin);
        json.Flag("AttachStderr"u8, value.AttachStderr);
        json.Flag("AttachStdout"u8, value.AttachStdout);
        json.Text("DetachKeys"u8, value.DetachKeys);
        json.Texts("Env"u8, value.Env);
        json.Text("WorkingDir"u8, value.WorkingDir);
        json.Texts("Cmd"u8, value.Cmd);
    }

    public static void ExecStartRequest(Utf8JsonWriter json, ExecStartRequest value)
    {
        json.Flag("Detach"u8, value.Detach);
        json.Flag("Tty"u8, value.Tty);
        json.Numbers("ConsoleSize"u8, value.ConsoleSize);
    }
}
