using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>Something that happened in the engine.</summary>
public sealed record EventMessage
{
    /// <summary>The action again, for old clients.</summary>
    [JsonPropertyName("status")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>The actor's id again, for old clients.</summary>
    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>The container's image again, for old clients.</summary>
    [JsonPropertyName("from")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>container, image, network, volume, builder, daemon.</summary>
    public string Type { get => field ?? ""; init; }

    public string Action { get => field ?? ""; init; }

    public EventActor Actor { get => field ??= new(); init; }

    /// <summary>local.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get => field ?? ""; init; }

    /// <summary>Unix time in seconds.</summary>
    [JsonPropertyName("time")]
    public long Time { get; init; }

    /// <summary>Unix time in nanoseconds.</summary>
    [JsonPropertyName("timeNano")]
    public long TimeNano { get; init; }
}
