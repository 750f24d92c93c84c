namespace Berth.Docker;

/// <summary>What an update warned of.</summary>
public sealed record ContainerUpdateResponse
{
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
