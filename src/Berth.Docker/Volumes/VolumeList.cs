namespace Berth.Docker;

/// <summary>The volumes of an engine.</summary>
public sealed record VolumeList
{
    public IReadOnlyList<Volume> Volumes { get => field ?? []; init; }

    public IReadOnlyList<string>? Warnings { get; init; }
}
