namespace Berth.Linux;

/// <summary>The address family of an nf_tables table (linux/netfilter.h, NFPROTO_…).</summary>
public enum NftFamily
{
    /// <summary><c>inet</c>: IPv4 and IPv6.</summary>
    Inet = 1,

    /// <summary><c>ip</c>.</summary>
    Ip = 2,

    /// <summary><c>ip6</c>.</summary>
    Ip6 = 10,
}
