namespace Berth.Linux;

/// <summary>The kernel's part that a netlink socket talks to (linux/netlink.h).</summary>
public enum NetlinkProtocol
{
    /// <summary>Links, addresses, routes, rules (rtnetlink(7)).</summary>
    Route = 0,

    /// <summary>nf_tables and connection tracking.</summary>
    Netfilter = 12,
}
