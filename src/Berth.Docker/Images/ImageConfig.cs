using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>How containers of an image run.</summary>
public sealed record ImageConfig
{
    public string User { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    [JsonConverter(typeof(StringListConverter))]
    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    public string WorkingDir { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StopSignal { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ArgsEscaped { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthConfig? Healthcheck { get; init; }

    public IReadOnlyList<string>? OnBuild { get; init; }

    [JsonConverter(typeof(StringListConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Shell { get; init; }
}
