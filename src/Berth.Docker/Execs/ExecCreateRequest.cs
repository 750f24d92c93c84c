using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A process to be run in a running container.</summary>
public sealed record ExecCreateRequest
{
    public string User { get => field ?? ""; init; }

    public bool Privileged { get; init; }

    public bool Tty { get; init; }

    /// <summary>Height and width.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? ConsoleSize { get; init; }

    public bool AttachStdin { get; init; }

    public bool AttachStderr { get; init; }

    public bool AttachStdout { get; init; }

    public string DetachKeys { get => field ?? ""; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public string WorkingDir { get => field ?? ""; init; }

    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? Cmd { get; init; }
}
