using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>One reading of what a container uses.</summary>
public sealed record ContainerStats
{
    /// <summary>With a leading slash.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    [JsonPropertyName("read")]
    public string Read { get => field ?? ""; init; }

    /// <summary>The time of the reading before.</summary>
    [JsonPropertyName("preread")]
    public string PreRead { get => field ?? ""; init; }

    [JsonPropertyName("pids_stats")]
    public PidsStats PidsStats { get => field ??= new(); init; }

    [JsonPropertyName("blkio_stats")]
    public BlkioStats BlkioStats { get => field ??= new(); init; }

    /// <summary>Windows only.</summary>
    [JsonPropertyName("num_procs")]
    public int NumProcs { get; init; }

    [JsonPropertyName("storage_stats")]
    public StorageStats StorageStats { get => field ??= new(); init; }

    [JsonPropertyName("cpu_stats")]
    public CpuStats CpuStats { get => field ??= new(); init; }

    /// <summary>The reading before.</summary>
    [JsonPropertyName("precpu_stats")]
    public CpuStats PreCpuStats { get => field ??= new(); init; }

    [JsonPropertyName("memory_stats")]
    public MemoryStats MemoryStats { get => field ??= new(); init; }

    /// <summary>By interface name in the container.</summary>
    [JsonPropertyName("networks")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, NetworkStats>? Networks { get; init; }
}
