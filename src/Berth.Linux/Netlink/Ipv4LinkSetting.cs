namespace Berth.Linux;

/// <summary>What <c>net.ipv4.conf.NAME</c> has and netlink can set (linux/ip.h, IPV4_DEVCONF_…).</summary>
public enum Ipv4LinkSetting
{
    /// <summary><c>rp_filter</c>: whether a packet's sender must be reachable by the link that it came in by.</summary>
    ReversePathFilter = 8,

    /// <summary><c>src_valid_mark</c>: the reverse path check looks at the packet's mark.</summary>
    SourceValidMark = 24,

    /// <summary><c>route_localnet</c>: 127.0.0.0/8 may be routed by this link.</summary>
    RouteLocalNet = 26,
}
