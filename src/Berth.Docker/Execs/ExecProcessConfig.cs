using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The process of an exec.</summary>
public sealed record ExecProcessConfig
{
    [JsonPropertyName("tty")]
    public bool Tty { get; init; }

    [JsonPropertyName("entrypoint")]
    public string Entrypoint { get => field ?? ""; init; }

    [JsonPropertyName("arguments")]
    public IReadOnlyList<string> Arguments { get => field ?? []; init; }

    [JsonPropertyName("privileged")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Privileged { get; init; }

    [JsonPropertyName("user")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }
}
