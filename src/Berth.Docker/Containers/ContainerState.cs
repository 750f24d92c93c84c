using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The state that a container is in.</summary>
public sealed record ContainerState
{
    /// <summary>created, running, paused, restarting, removing, exited or dead.</summary>
    public string Status { get => field ?? ""; init; }

    public bool Running { get; init; }

    public bool Paused { get; init; }

    public bool Restarting { get; init; }

    public bool OOMKilled { get; init; }

    public bool Dead { get; init; }

    /// <summary>The process id on the host; 0 when not running.</summary>
    public int Pid { get; init; }

    public int ExitCode { get; init; }

    /// <summary>Why the last start failed.</summary>
    public string Error { get => field ?? ""; init; }

    /// <summary>RFC 3339 with nanoseconds; the zero time when never started.</summary>
    public string StartedAt { get => field ?? ""; init; }

    /// <summary>RFC 3339 with nanoseconds; the zero time when never finished.</summary>
    public string FinishedAt { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Health? Health { get; init; }
}
