using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>The versions of an engine and its parts.</summary>
public sealed record VersionInfo
{
    public VersionPlatform Platform { get => field ??= new(); init; }

    public IReadOnlyList<VersionComponent> Components { get => field ?? []; init; }

    public string Version { get => field ?? ""; init; }

    public string ApiVersion { get => field ?? ""; init; }

    public string MinAPIVersion { get => field ?? ""; init; }

    public string GitCommit { get => field ?? ""; init; }

    public string GoVersion { get => field ?? ""; init; }

    public string Os { get => field ?? ""; init; }

    public string Arch { get => field ?? ""; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KernelVersion { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Experimental { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BuildTime { get; init; }
}
