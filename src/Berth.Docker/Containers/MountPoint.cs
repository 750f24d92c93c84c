using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A mount of a container as list and inspect show it.</summary>
public sealed record MountPoint
{
    /// <summary>bind, volume, tmpfs, image, npipe or cluster.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>The volume's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The path on the host.</summary>
    public string Source { get => field ?? ""; init; }

    /// <summary>The path in the container.</summary>
    public string Destination { get => field ?? ""; init; }

    /// <summary>The volume's driver.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Driver { get; init; }

    /// <summary>The options as they were given ("z", "ro").</summary>
    public string Mode { get => field ?? ""; init; }

    /// <summary>Whether it can be written to.</summary>
    public bool RW { get; init; }

    /// <summary>Mount propagation; empty for volumes.</summary>
    public string Propagation { get => field ?? ""; init; }
}
