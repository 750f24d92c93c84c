using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Berth.Linux;

/// <summary>
/// rtnetlink(7) messages for links: each adds one message to a batch, and nothing is sent here. Numbers are of linux/if_link.h.
/// </summary>
public static class LinkMessages
{
    internal const int NewLink = 16, DelLink = 17, GetLink = 18;
    internal const int IfAddress = 1, IfName = 3, IfMtu = 4, IfMaster = 10, IfLinkInfo = 18, IfAfSpec = 26, IfGroup = 27, IfNetNsFd = 28;
    internal const int InfoKind = 1;

    private const int InfoData = 2, InfoSlaveKind = 4, InfoSlaveData = 5, PeerOfVeth = 1;
    private const int PortMode = 4, PortFlush = 24, PortIsolated = 33;
    private const int PortLearning = 8, PortUnicastFlood = 9, PortMulticastFlood = 27, PortBroadcastFlood = 30;
    // A kernel without IPv6 refuses messages that name it.
    private static readonly bool HasIpv6 = Directory.Exists("/proc/sys/net/ipv6");

    private const uint FlagUp = 1, FlagNoArp = 0x80;

    /// <summary>A bridge that is down. Its hardware address is fixed: otherwise it would change with its ports.</summary>
    public static NetlinkBatch AddBridge(this NetlinkBatch batch, string name, uint group, PhysicalAddress address, int mtu)
    {
        batch.Link($"add bridge {name}", NewLink, NetlinkBatch.Create | NetlinkBatch.Exclusive, 0, 0)
            .Attribute(IfName, name).Attribute(IfGroup, group).Attribute(IfAddress, address.GetAddressBytes()).Attribute(IfMtu, (uint)mtu);
        using (batch.NestIn(IfLinkInfo))
        {
            batch.Attribute(InfoKind, "bridge");
        }
        return batch;
    }

    /// <summary>
    /// Both ends of a pair at once: ours is down, a port of a bridge (0: of none) and in a group; the other is born in the namespace, and down: it can't be up
    /// before it has a peer (drivers/net/veth.c, veth_open).
    /// </summary>
    public static NetlinkBatch AddVeth(this NetlinkBatch batch, string name, int bridge, uint group, int mtu, VethPeer peer)
    {
        batch.Link($"add veth {name}", NewLink, NetlinkBatch.Create | NetlinkBatch.Exclusive, 0, 0)
            .Attribute(IfName, name).Attribute(IfMaster, (uint)bridge).Attribute(IfGroup, group).Attribute(IfMtu, (uint)mtu);
        using (batch.NestIn(IfLinkInfo))
        {
            batch.Attribute(InfoKind, "veth");
            using (batch.NestIn(InfoData))
            using (batch.NestIn(PeerOfVeth))
            {
                batch.LinkHeader(0, 0).Attribute(IfName, peer.Name).Attribute(IfNetNsFd, (uint)(int)peer.Namespace.DangerousGetHandle())
                    .Attribute(IfAddress, peer.Address.GetAddressBytes()).Attribute(IfMtu, (uint)mtu);
            }
        }
        return batch;
    }

    /// <summary>
    /// Brings a bridge's port up, without an IPv6 address of its own. Hairpin lets a frame leave by the port that it came in by: with bridge-nf-call-iptables
    /// on, a container's packet to its own published port is translated and then bridged, not routed (net/bridge/br_netfilter_hooks.c).
    /// Isolated ports don't reach each other.
    /// </summary>
    public static NetlinkBatch BridgePortUp(this NetlinkBatch batch, string name, bool isolated)
    {
        batch.Settings(name, 0, linkLocal: false, []).Link($"port {name} up", NewLink, 0, 0, FlagUp).Attribute(IfName, name);
        using (batch.NestIn(IfLinkInfo))
        {
            batch.Attribute(InfoSlaveKind, "bridge");
            using (batch.NestIn(InfoSlaveData))
            {
                batch.Attribute(PortMode, [1]);
                if (isolated)
                {
                    batch.Attribute(PortIsolated, [1]);
                }
            }
        }
        return batch;
    }

    /// <summary>
    /// Nothing reaches a port any more: the bridge forgets who was behind it, learns nobody and floods nothing to it. Quick, where taking the port away is
    /// not. (Its state can't do it: a disabled port comes back at once, net/bridge/br_if.c, br_port_carrier_check.) One that is gone is no error.
    /// </summary>
    public static NetlinkBatch BlockBridgePort(this NetlinkBatch batch, string name)
    {
        batch.Message($"block port {name}", NewLink, 0).LinkHeader(0, 0).Attribute(IfName, name);
        using (batch.NestIn(IfLinkInfo))
        {
            batch.Attribute(InfoSlaveKind, "bridge");
            using (batch.NestIn(InfoSlaveData))
            {
                batch.Attribute(PortLearning, [0]).Attribute(PortUnicastFlood, [0]).Attribute(PortMulticastFlood, [0])
                    .Attribute(PortBroadcastFlood, [0]).Attribute(PortFlush, []);
            }
        }
        return batch.Tolerate(Errno.ENODEV);
    }

    /// <summary>
    /// A pair whose two ends are here: what goes out of one comes in at the other. Neither asks for neighbours, so a packet carries the sender's own
    /// hardware address, and is for us only if both ends have the same (net/ipv4/arp.c, arp_constructor).
    /// </summary>
    public static NetlinkBatch AddLoop(this NetlinkBatch batch, string way, string back, uint group)
    {
        ReadOnlySpan<byte> address = [2, 0xbe, 0, 0, 0, 1];
        batch.Link($"add {way} and {back}", NewLink, NetlinkBatch.Create | NetlinkBatch.Exclusive, 0, FlagUp | FlagNoArp)
            .Attribute(IfName, way).Attribute(IfAddress, address).Attribute(IfMtu, 65535).Attribute(IfGroup, group);
        using (batch.NestIn(IfLinkInfo))
        {
            batch.Attribute(InfoKind, "veth");
            using (batch.NestIn(InfoData))
            using (batch.NestIn(PeerOfVeth))
            {
                batch.LinkHeader(0, FlagNoArp).Attribute(IfName, back).Attribute(IfAddress, address).Attribute(IfMtu, 65535).Attribute(IfGroup, group);
            }
        }
        return batch;
    }

    /// <summary>Sets values of <c>net.ipv4.conf.NAME</c> and then brings a link up, by name, with an IPv6 address of the kernel's making or without.</summary>
    public static NetlinkBatch LinkUp(this NetlinkBatch batch, string name, bool linkLocal, params ReadOnlySpan<(Ipv4LinkSetting Setting, int Value)> settings) =>
        batch.Settings(name, 0, linkLocal, settings).Link($"{name} up", NewLink, 0, 0, FlagUp).Attribute(IfName, name);

    /// <summary>Brings a link up by index, with an IPv6 address of the kernel's making or without.</summary>
    public static NetlinkBatch LinkUp(this NetlinkBatch batch, int index, bool linkLocal) =>
        batch.Settings(null, index, linkLocal, []).Link($"link {index} up", NewLink, 0, index, FlagUp);

    /// <summary>Deletes a link by name.</summary>
    public static NetlinkBatch DeleteLink(this NetlinkBatch batch, string name) =>
        batch.Link($"delete link {name}", DelLink, 0, 0, 0).Attribute(IfName, name);

    /// <summary>Deletes all links of a group. ENODEV where there is none.</summary>
    public static NetlinkBatch DeleteLinkGroup(this NetlinkBatch batch, uint group) =>
        batch.Link($"delete the links of group {group:x}", DelLink, 0, 0, 0).Attribute(IfGroup, group);

    /// <summary>Puts a link into a group.</summary>
    public static NetlinkBatch SetLinkGroup(this NetlinkBatch batch, string name, uint group) =>
        batch.Message($"link {name} to group {group:x}", NewLink, 0).LinkHeader(0, 0).Attribute(IfName, name).Attribute(IfGroup, group);

    /// <summary>The index of a link.</summary>
    /// <exception cref="LinuxException">ENODEV: there is none of that name.</exception>
    public static int IndexOfLink(this NetlinkSocket socket, NetlinkBatch batch, string name)
    {
        int index = 0;
        batch.Clear();
        socket.Ask(batch.Link($"find link {name}", GetLink, 0, 0, 0).Attribute(IfName, name), (_, message) => index = LinkInfo.Read(message).Index);
        return index;
    }

    /// <summary>All links of the socket's namespace.</summary>
    public static IReadOnlyList<LinkInfo> ListLinks(this NetlinkSocket socket, NetlinkBatch batch)
    {
        var links = new List<LinkInfo>();
        socket.AskUntilWhole(batch, b => b.Link("list links", GetLink, NetlinkBatch.Dump, 0, 0), links.Clear,
            (_, message) => links.Add(LinkInfo.Read(message)));
        return links;
    }

    /// <summary>Lists again when what is listed changed meanwhile.</summary>
    internal static void AskUntilWhole(this NetlinkSocket socket, NetlinkBatch batch, Func<NetlinkBatch, NetlinkBatch> request, Action forget, NetlinkReader reader)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                batch.Clear();
                socket.Ask(request(batch), reader);
                return;
            }
            catch (LinuxException e) when (e.Errno == Errno.EINTR && attempt < 50)
            {
                forget();
            }
        }
    }

    internal static int FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2;

    private static NetlinkBatch Link(this NetlinkBatch batch, string step, int type, int flags, int index, uint up) =>
        batch.Message(step, type, flags).LinkHeader(index, up);

    // struct ifinfomsg: family, type, index, flags, and which of them change.
    private static NetlinkBatch LinkHeader(this NetlinkBatch batch, int index, uint flags) =>
        batch.U8(0).U8(0).U16(0).U32((uint)index).U32(flags).U32(flags);

    // A message of its own, before the one that brings the link up: in one, the kernel does that first.
    private static NetlinkBatch Settings(
        this NetlinkBatch batch, string? name, int index, bool linkLocal, ReadOnlySpan<(Ipv4LinkSetting Setting, int Value)> settings)
    {
        linkLocal |= !HasIpv6;
        if (linkLocal && settings.IsEmpty)
        {
            return batch;
        }
        batch.Link($"settings of {name ?? $"link {index}"}", NewLink, 0, index, 0);
        if (name is not null)
        {
            batch.Attribute(IfName, name);
        }
        using (batch.NestIn(IfAfSpec))
        {
            if (!settings.IsEmpty)
            {
                using (batch.NestIn(2))   // AF_INET
                using (batch.NestIn(1))   // IFLA_INET_CONF
                {
                    foreach (var (setting, value) in settings)
                    {
                        batch.Attribute((int)setting, (uint)value);
                    }
                }
            }
            if (!linkLocal)
            {
                using (batch.NestIn(10))   // AF_INET6
                {
                    batch.Attribute(8, [1]);   // IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE
                }
            }
        }
        return batch;
    }
}
