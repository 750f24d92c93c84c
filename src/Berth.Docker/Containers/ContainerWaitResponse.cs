using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>How a container ended.</summary>
public sealed record ContainerWaitResponse
{
    /// <summary>Its exit code.</summary>
    public long StatusCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerWaitError? Error { get; init; }
}
