using System.Net;

namespace Berth.Engine;

/// <summary>What an engine's networks depend on.</summary>
internal sealed record NetworkingOptions
{
    /// <summary>The engine's state folder; tables, links and groups are named after it, so that engines live side by side.</summary>
    public required string Root { get; init; }

    /// <summary>The engine's folder for what ends with a reboot.</summary>
    public required string Run { get; init; }

    /// <summary>Published ports are translated before the host's INPUT rules, as Docker does it, unless a container asks otherwise.</summary>
    public bool OpenPorts { get; init; }

    /// <summary>The bit of the packet mark that says "a berth engine approved this". Nothing else on the machine may use it, nor the next higher one.</summary>
    public uint MarkBit { get; init; } = 0x10000000;

    /// <summary>Where networks without a subnet of their own get one, in order: a network, cut into subnets of the given length.</summary>
    public IReadOnlyList<(IPNetwork Network, int Length)> Pools { get; init; } = DefaultPools;

    /// <summary>The file in which the engines of this machine write which subnets they have.</summary>
    public string SubnetsFile { get; init; } = "/run/berth.subnets";

    /// <summary>The host's list of name servers.</summary>
    public string ResolvConf { get; init; } = "/etc/resolv.conf";

    /// <summary>Docker's defaults: 172.17 to 172.31, then sixteenths of 192.168.</summary>
    public static IReadOnlyList<(IPNetwork Network, int Length)> DefaultPools { get; } =
    [
        (IPNetwork.Parse("172.17.0.0/16"), 16), (IPNetwork.Parse("172.18.0.0/16"), 16), (IPNetwork.Parse("172.19.0.0/16"), 16),
        (IPNetwork.Parse("172.20.0.0/14"), 16), (IPNetwork.Parse("172.24.0.0/14"), 16), (IPNetwork.Parse("172.28.0.0/14"), 16),
        (IPNetwork.Parse("192.168.0.0/16"), 20),
    ];
}
