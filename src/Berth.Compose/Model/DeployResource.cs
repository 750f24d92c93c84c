namespace Berth.Compose;

/// <summary>An amount of resources.</summary>
public sealed record DeployResource : ComposeElement
{
    /// <summary>CPUs.</summary>
    public float Cpus { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Processes.</summary>
    public long Pids { get; init; }

    /// <summary>Devices by capability.</summary>
    public IReadOnlyList<ServiceDeviceRequest> Devices { get; init; } = [];

    /// <summary>User-defined resources.</summary>
    public IReadOnlyList<DeployGenericResource> GenericResources { get; init; } = [];
}
