using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>One figure of a block device.</summary>
public sealed record BlkioStatEntry
{
    [JsonPropertyName("major")]
    public ulong Major { get; init; }

    [JsonPropertyName("minor")]
    public ulong Minor { get; init; }

    /// <summary>read, write, ...</summary>
    [JsonPropertyName("op")]
    public string Op { get => field ?? ""; init; }

    [JsonPropertyName("value")]
    public ulong Value { get; init; }
}
