namespace Berth.Compose;

/// <summary>A pool of addresses.</summary>
public sealed record NetworkIpamPool : ComposeElement
{
    /// <summary>Subnet.</summary>
    public string Subnet { get; init; } = "";

    /// <summary>Gateway.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>Range that addresses are taken from.</summary>
    public string IpRange { get; init; } = "";

    /// <summary>Reserved addresses by name.</summary>
    public IReadOnlyDictionary<string, string> AuxAddresses { get; init; } = ComposeMap<string>.Empty;
}
