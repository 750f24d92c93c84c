namespace Berth.Compose;

/// <summary>Address management of a network.</summary>
public sealed record NetworkIpam : ComposeElement
{
    /// <summary>Driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Pools.</summary>
    public IReadOnlyList<NetworkIpamPool> Config { get; init; } = [];
}
