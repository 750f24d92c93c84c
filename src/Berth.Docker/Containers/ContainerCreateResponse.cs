namespace Berth.Docker;

/// <summary>The id of a new container.</summary>
public sealed record ContainerCreateResponse
{
    public string Id { get => field ?? ""; init; }

    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
