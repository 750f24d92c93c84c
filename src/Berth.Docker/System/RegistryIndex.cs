namespace Berth.Docker;

/// <summary>One registry.</summary>
public sealed record RegistryIndex
{
    public IReadOnlyList<string> Mirrors { get => field ?? []; init; }

    public string Name { get => field ?? ""; init; }

    public bool Official { get; init; }

    public bool Secure { get; init; }
}
