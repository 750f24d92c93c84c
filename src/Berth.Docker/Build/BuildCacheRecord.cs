using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>One entry of the build cache.</summary>
public sealed record BuildCacheRecord
{
    public string ID { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Parents { get; init; }

    public string Type { get => field ?? ""; init; }

    public string Description { get => field ?? ""; init; }

    public bool InUse { get; init; }

    public bool Shared { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>RFC 3339 with nanoseconds.</summary>
    public string CreatedAt { get => field ?? ""; init; }

    public string? LastUsedAt { get; init; }

    public int UsageCount { get; init; }
}
