using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A port in the list of containers: exposed, and published where PublicPort is not 0.</summary>
public sealed record PortSummary
{
    /// <summary>The host address that it is published on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IP { get; init; }

    /// <summary>The port in the container.</summary>
    public int PrivatePort { get; init; }

    /// <summary>The port on the host.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int PublicPort { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public string Type { get => field ?? ""; init; }
}
