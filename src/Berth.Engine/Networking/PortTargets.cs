using System.Net;

namespace Berth.Engine;

/// <summary>A container's addresses that published ports lead to: those of the networks by which it goes out.</summary>
/// <param name="Four">Its IPv4 address, or null.</param>
/// <param name="Six">Its IPv6 address, or null.</param>
/// <param name="DefaultHost">The host address where none is asked for; null for all.</param>
/// <param name="HostHasIpv6">Whether the host has IPv6 at all.</param>
internal sealed record PortTargets(IPAddress? Four, IPAddress? Six, IPAddress? DefaultHost, bool HostHasIpv6)
{
    /// <summary>Whether there is anything to lead to.</summary>
    public bool Any => Four is not null || Six is not null;

    /// <summary>The host addresses that a port is published on.</summary>
    public IReadOnlyList<IPAddress> HostsOf(IPAddress? asked) => (asked ?? DefaultHost) switch
    {
        { } one => [one],
        null when HostHasIpv6 => [IPAddress.Any, IPAddress.IPv6Any],
        null => [IPAddress.Any],
    };

    /// <summary>Where a port on a host address leads to: to the address of the same family where there is one.</summary>
    public IPAddress TargetOf(IPAddress host) => (host.IsIpv6() ? Six ?? Four : Four ?? Six)!;
}
