using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>A container to be made. On the wire the members of <see cref="Config"/> stand beside the other two.</summary>
[JsonConverter(typeof(ContainerCreateRequestConverter))]
public sealed record ContainerCreateRequest
{
    /// <summary>What it runs.</summary>
    public ContainerConfig Config { get => field ??= new(); init; }

    /// <summary>What it gets from the machine.</summary>
    public HostConfig HostConfig { get => field ??= new(); init; }

    /// <summary>The networks that it joins.</summary>
    public NetworkingConfig NetworkingConfig { get => field ??= new(); init; }
}
