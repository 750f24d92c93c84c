namespace Berth.Docker;

/// <summary>How a network gives addresses.</summary>
public sealed record NetworkIPAM
{
    public string Driver { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public IReadOnlyList<IPAMConfig>? Config { get; init; }
}
