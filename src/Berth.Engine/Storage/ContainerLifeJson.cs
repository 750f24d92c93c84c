using System.Text.Json;

namespace Berth.Engine;

/// <summary>
/// The form of a container's <c>state.json</c>. The health check's results stay in the monitor's record, which is the newer of the two while a
/// monitor lives.
/// </summary>
internal static class ContainerLifeJson
{
    /// <summary>Writes a life.</summary>
    public static ReadOnlyMemory<byte> Write(ContainerLife life) => JsonParts.Write(life, Members);

    /// <summary>Reads a life.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static ContainerLife Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("not an object");
        }

        string word = JsonParts.Text(root, "status");
        return new ContainerLife
        {
            Status = Lifecycle.FromWord(word) ?? throw new JsonException($"unknown status {word}"),
            Pid = JsonParts.Number(root, "pid"),
            ExitCode = JsonParts.Number(root, "exitCode"),
            Error = JsonParts.Text(root, "error"),
            StartedAt = JsonParts.Time(root, "startedAt"),
            FinishedAt = JsonParts.Time(root, "finishedAt"),
            OomKilled = JsonParts.Flag(root, "oomKilled"),
            RestartCount = JsonParts.Number(root, "restartCount"),
            ManuallyStopped = JsonParts.Flag(root, "manuallyStopped"),
        };
    }

    private static void Members(Utf8JsonWriter writer, ContainerLife life)
    {
        writer.WriteString("status", Lifecycle.Word(life.Status));
        writer.WriteNumber("pid", life.Pid);
        writer.WriteNumber("exitCode", life.ExitCode);
        JsonParts.Text(writer, "error", life.Error);
        if (life.StartedAt != default)
        {
            writer.WriteString("startedAt", life.StartedAt);
        }

        if (life.FinishedAt != default)
        {
            writer.WriteString("finishedAt", life.FinishedAt);
        }

        JsonParts.Flag(writer, "oomKilled", life.OomKilled);
        writer.WriteNumber("restartCount", life.RestartCount);
        JsonParts.Flag(writer, "manuallyStopped", life.ManuallyStopped);
    }
}
