using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>What writes the firewall's rules.</summary>
public sealed record FirewallInfo
{
    public string Driver { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? Info { get; init; }
}
