using System.Net;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>What a user calls the firewall whose rules turned a packet down, and the command by which it lets a port through.</summary>
internal static class FirewallName
{
    private const string Zone = "filter_IN_";

    /// <summary><c>ufw</c>, <c>firewalld</c>, <c>iptables</c>, or nftables with the chain.</summary>
    public static string Of(FilterVerdict verdict, NftRuleset rules) => KindOf(verdict, rules) switch
    {
        Kind.Ufw => "ufw",
        Kind.Firewalld => "firewalld",
        Kind.Iptables => verdict.Family == NftFamily.Ip6 ? "ip6tables" : "iptables",
        _ => $"nftables (table {Family(verdict)} {verdict.Table}, chain {verdict.Chains[0]})",
    };

    /// <summary>The command that opens a port.</summary>
    /// <param name="verdict">Who closes it.</param>
    /// <param name="rules">The host's rules.</param>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="host">The address that it is published on; null for all.</param>
    /// <param name="port">The port on the host.</param>
    public static string CommandFor(FilterVerdict verdict, NftRuleset rules, string protocol, IPAddress? host, int port) => KindOf(verdict, rules) switch
    {
        Kind.Ufw => host is null ? $"ufw allow {port}/{protocol}" : $"ufw allow proto {protocol} to {host} port {port}",
        Kind.Firewalld => $"firewall-cmd --permanent{ZoneOf(verdict)} --add-port={port}/{protocol} && firewall-cmd --reload",
        Kind.Iptables => $"{Of(verdict, rules)} -I {verdict.Chains[0]} {(host is null ? "" : $"-d {host} ")}-p {protocol} --dport {port} -j ACCEPT",
        _ => $"nft insert rule {Family(verdict)} {verdict.Table} {verdict.Chains[0]} {(host is null ? "" : $"{(host.IsIpv6() ? "ip6" : "ip")} daddr {host} ")}{protocol} dport {port} accept",
    };

    private static Kind KindOf(FilterVerdict verdict, NftRuleset rules)
    {
        if (verdict.Table == "firewalld")
        {
            return Kind.Firewalld;
        }

        if (verdict.Family == NftFamily.Inet || verdict.Table is not ("filter" or "raw" or "mangle") || verdict.Chains[0] is not ("INPUT" or "PREROUTING"))
        {
            return Kind.Nftables;
        }

        return verdict.Table == "filter" && (rules.HasChain("filter", "ufw-before-input") || rules.HasChain("filter", "ufw6-before-input")) ? Kind.Ufw : Kind.Iptables;
    }

    // The zone that asked about the packet: chains are named filter_IN_ZONE and filter_IN_ZONE_allow, those of policies filter_IN_policy_NAME.
    private static string ZoneOf(FilterVerdict verdict) =>
        verdict.Chains.FirstOrDefault(c => c.StartsWith(Zone, StringComparison.Ordinal) && !c.StartsWith(Zone + "policy_", StringComparison.Ordinal)) is { } chain
            ? $" --zone={chain[Zone.Length..]}"
            : "";

    private static string Family(FilterVerdict verdict) => verdict.Family switch { NftFamily.Ip => "ip", NftFamily.Ip6 => "ip6", _ => "inet" };

    private enum Kind
    {
        Ufw,
        Firewalld,
        Iptables,
        Nftables,
    }
}
