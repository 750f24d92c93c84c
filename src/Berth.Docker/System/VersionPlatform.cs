namespace Berth.Docker;

/// <summary>The name of a distribution of the engine.</summary>
public sealed record VersionPlatform
{
    /// <summary>The name that Berth's own engine gives.</summary>
    public const string Berth = "Berth";

    public string Name { get => field ?? ""; init; }
}
