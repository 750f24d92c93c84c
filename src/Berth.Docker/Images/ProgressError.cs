using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>An error in a stream of progress.</summary>
public sealed record ProgressError
{
    [JsonPropertyName("code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Code { get; init; }

    [JsonPropertyName("message")]
    public string Message { get => field ?? ""; init; }
}
