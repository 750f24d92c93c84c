namespace Berth.Docker;

/// <summary>The members of a create request that are not its configuration's.</summary>
internal sealed record ContainerCreateRest
{
    public HostConfig? HostConfig { get; init; }

    public NetworkingConfig? NetworkingConfig { get; init; }
}
