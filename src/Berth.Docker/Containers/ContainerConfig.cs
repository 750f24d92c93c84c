using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>What a container runs, whatever machine it is on.</summary>
public sealed record ContainerConfig
{
    public string Hostname { get => field ?? ""; init; }

    public string Domainname { get => field ?? ""; init; }

    /// <summary>user or uid, optionally ":group" or ":gid".</summary>
    public string User { get => field ?? ""; init; }

    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; }

    public bool AttachStderr { get; init; }

    /// <summary>Keys are "port/protocol".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    public bool Tty { get; init; }

    /// <summary>Keep standard input open.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Close standard input when the first attached client goes.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>NAME=value, or NAME alone to remove it.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Arguments, or the command where there is no entry point; null takes the image's.</summary>
    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? Cmd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthConfig? Healthcheck { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ArgsEscaped { get; init; }

    public string Image { get => field ?? ""; init; }

    /// <summary>Keys are paths in the container.</summary>
    public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    public string WorkingDir { get => field ?? ""; init; }

    /// <summary>Null takes the image's; [""] or [] clears it.</summary>
    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NetworkDisabled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MacAddress { get; init; }

    public IReadOnlyList<string>? OnBuild { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StopSignal { get; init; }

    /// <summary>Seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StopTimeout { get; init; }

    [JsonConverter(typeof(StringListConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Shell { get; init; }
}
