using System.Collections.ObjectModel;

namespace Berth.Docker;

/// <summary>The networks that the list of containers shows.</summary>
public sealed record ContainerSummaryNetworks
{
    public IReadOnlyDictionary<string, EndpointSettings> Networks { get => field ?? ReadOnlyDictionary<string, EndpointSettings>.Empty; init; }
}
