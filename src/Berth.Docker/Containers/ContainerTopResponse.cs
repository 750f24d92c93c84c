namespace Berth.Docker;

/// <summary>The processes of a container as ps shows them.</summary>
public sealed record ContainerTopResponse
{
    public IReadOnlyList<string> Titles { get => field ?? []; init; }

    public IReadOnlyList<IReadOnlyList<string>> Processes { get => field ?? []; init; }
}
