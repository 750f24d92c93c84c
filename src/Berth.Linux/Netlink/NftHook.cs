namespace Berth.Linux;

/// <summary>Where a base chain sees packets (linux/netfilter.h, NF_INET_…).</summary>
public enum NftHook
{
    Prerouting,
    Input,
    Forward,
    Output,
    Postrouting,
}
