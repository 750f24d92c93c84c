using System.Collections.ObjectModel;

namespace Berth.Docker;

/// <summary>The registries that an engine knows.</summary>
public sealed record RegistryServiceConfig
{
    public IReadOnlyDictionary<string, RegistryIndex> IndexConfigs { get => field ?? ReadOnlyDictionary<string, RegistryIndex>.Empty; init; }

    public IReadOnlyList<string> InsecureRegistryCIDRs { get => field ?? []; init; }

    public IReadOnlyList<string>? Mirrors { get; init; }
}
