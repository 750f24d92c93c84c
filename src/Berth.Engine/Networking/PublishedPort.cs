using System.Net;
using System.Text.Json.Serialization;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>A container's port on one address (or on all of a family) of the host.</summary>
internal sealed record PublishedPort
{
    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public required string Protocol { get; init; }

    public required int ContainerPort { get; init; }

    /// <summary>The host's address: <c>0.0.0.0</c> and <c>::</c> for all.</summary>
    public required string HostIp { get; init; }

    public required int HostPort { get; init; }

    /// <summary>The container's address that it leads to. Of the other family, the monitor's relay carries it.</summary>
    public required string Target { get; init; }

    /// <summary>The host's INPUT rules decide who may connect.</summary>
    public bool Guarded { get; init; }

    [JsonIgnore]
    public IPEndPoint Host => new(IPAddress.Parse(HostIp), HostPort);

    /// <summary>Whether a port of the same protocol can't be bound beside this one.</summary>
    public bool Meets(IPEndPoint other)
    {
        var host = IPAddress.Parse(HostIp);
        return HostPort == other.Port && host.AddressFamily == other.AddressFamily
            && (host.Equals(other.Address) || IsAny(host) || IsAny(other.Address));
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    [JsonIgnore]
    public HeldPort Held => new(Protocol, Target, ContainerPort);

    /// <summary>What stands in the packet filter for it: nothing where only the relay can carry it.</summary>
    [JsonIgnore]
    public IEnumerable<FirewallElement> Elements
    {
        get
        {
            IPAddress host = IPAddress.Parse(HostIp), target = IPAddress.Parse(Target);
            if (host.IsIpv6() != target.IsIpv6() || host.Equals(IPAddress.IPv6Loopback))
            {
                return [];
            }

            return FirewallElement.OfPort(Protocol, IsAny(host) ? null : host, HostPort, new IPEndPoint(target, ContainerPort), Guarded && !IPAddress.IsLoopback(host));
        }
    }
}
