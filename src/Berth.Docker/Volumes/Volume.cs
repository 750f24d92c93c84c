using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A volume.</summary>
public sealed record Volume
{
    /// <summary>RFC 3339 in seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreatedAt { get; init; }

    public string Driver { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public string Mountpoint { get => field ?? ""; init; }

    public string Name { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>local.</summary>
    public string Scope { get => field ?? ""; init; }

    /// <summary>Only where disk usage was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VolumeUsage? UsageData { get; init; }
}
