using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>What a login gave.</summary>
public sealed record AuthResponse
{
    public string Status { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdentityToken { get; init; }
}
