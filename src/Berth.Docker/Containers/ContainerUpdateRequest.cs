using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>New limits and restart policy; what is zero or null stays as it is.</summary>
public sealed record ContainerUpdateRequest : Resources
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RestartPolicy? RestartPolicy { get; init; }
}
