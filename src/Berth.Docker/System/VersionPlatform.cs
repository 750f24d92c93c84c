namespace Berth.Docker;

/// <summary>The name of a distribution of the engine.</summary>
public sealed record VersionPlatform
{
    public string Name { get => field ?? ""; init; }
}
