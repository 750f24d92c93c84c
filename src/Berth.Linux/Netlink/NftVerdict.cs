namespace Berth.Linux;

/// <summary>What a rule decides (linux/netfilter.h, nf_tables.h).</summary>
public enum NftVerdict
{
    Drop = 0,
    Accept = 1,
    Goto = -4,
}
