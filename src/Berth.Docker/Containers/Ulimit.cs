namespace Berth.Docker;

/// <summary>A resource limit of a process; -1 is unlimited.</summary>
public sealed record Ulimit
{
    public string Name { get => field ?? ""; init; }

    public long Soft { get; init; }

    public long Hard { get; init; }
}
