using Berth.Linux;

namespace Berth.Engine;

/// <summary>The netlink sockets of an engine's networks, in the namespace of the thread that made them. For one user at a time.</summary>
internal sealed class NetworkKernel : IDisposable
{
    /// <summary>Links, addresses and routes.</summary>
    public NetlinkSocket Route { get; } = new(NetlinkProtocol.Route);

    /// <summary>Packet filter and connection tracking.</summary>
    public NetlinkSocket Netfilter { get; } = new(NetlinkProtocol.Netfilter);

    /// <summary>For the next datagram.</summary>
    public NetlinkBatch Batch { get; } = new();

    public void Dispose()
    {
        Route.Dispose();
        Netfilter.Dispose();
    }
}
