namespace Berth.Docker;

/// <summary>The networks that a new container joins, by name or id.</summary>
public sealed record NetworkingConfig
{
    public IReadOnlyDictionary<string, EndpointSettings?>? EndpointsConfig { get; init; }
}
