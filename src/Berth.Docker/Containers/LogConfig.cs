namespace Berth.Docker;

/// <summary>Where a container's output goes.</summary>
public sealed record LogConfig
{
    /// <summary>The driver; empty for the engine's default.</summary>
    public string Type { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? Config { get; init; }
}
