namespace Berth.Compose;

/// <summary>Devices by capability, such as GPUs.</summary>
public sealed record ServiceDeviceRequest : ComposeElement
{
    /// <summary>Capabilities.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>How many; -1: all.</summary>
    public long Count { get; init; }

    /// <summary>Which.</summary>
    public IReadOnlyList<string> DeviceIds { get; init; } = [];

    /// <summary>Driver options.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ComposeMap<string>.Empty;
}
