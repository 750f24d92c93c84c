namespace Berth.Docker;

/// <summary>The plugins of an engine by kind.</summary>
public sealed record SystemPlugins
{
    public IReadOnlyList<string> Volume { get => field ?? []; init; }

    public IReadOnlyList<string> Network { get => field ?? []; init; }

    public IReadOnlyList<string>? Authorization { get; init; }

    public IReadOnlyList<string> Log { get => field ?? []; init; }
}
