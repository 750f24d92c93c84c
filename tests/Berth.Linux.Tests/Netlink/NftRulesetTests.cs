using System.Diagnostics;
using System.Net;

namespace Berth.Linux.Tests;

/// <summary>What the host's rules do with a packet: rules loaded by the real nft and iptables in a namespace, judged by us.</summary>
public sealed class NftRulesetTests
{
    private static readonly LinkInfo s_link = new(7, "eth0", 0, 0, "", true);

    [Theory]
    [InlineData("policy accept;", true)]
    [InlineData("policy drop;", false)]
    [InlineData("policy drop; tcp dport 8080 accept", true)]
    [InlineData("policy drop; tcp dport 8081 accept", false)]
    [InlineData("policy drop; udp dport 8080 accept", false)]
    [InlineData("policy drop; tcp dport { 22, 80, 8000-8100 } accept", true)]
    [InlineData("policy drop; tcp dport { 22, 80, 8081-8100 } accept", false)]
    [InlineData("policy drop; tcp dport { 1024-65535 } accept", true)]
    [InlineData("policy drop; tcp dport != { 8080 } accept", false)]
    [InlineData("policy drop; tcp dport > 8000 accept", true)]
    [InlineData("policy drop; tcp dport 8000-8079 accept", false)]
    [InlineData("policy drop; ct state established,related accept", false)]
    [InlineData("policy drop; ct state new tcp dport 8080 accept", true)]
    [InlineData("policy drop; ct state vmap { invalid : drop, established : accept, new : accept }", true)]
    [InlineData("policy drop; iifname \"eth0\" accept", true)]
    [InlineData("policy drop; iifname \"eth*\" accept", true)]
    [InlineData("policy drop; iifname { \"lo\", \"wlan0\" } accept", false)]
    [InlineData("policy drop; ip saddr 192.0.2.0/24 tcp dport 8080 accept", true)]
    [InlineData("policy drop; ip saddr { 10.0.0.0/8, 192.168.0.0/16 } accept", false)]
    [InlineData("policy drop; ip saddr . tcp dport { 192.0.2.0/24 . 8000-8090, 10.0.0.1 . 22 } accept", true)]
    [InlineData("policy drop; ip saddr . tcp dport { 192.0.2.0/24 . 8000-8079 } accept", false)]
    [InlineData("policy drop; ip daddr 192.0.2.1 accept", true)]
    [InlineData("policy drop; ip6 saddr ::/0 accept", false)]
    [InlineData("policy drop; meta nfproto ipv4 meta l4proto tcp accept", true)]
    [InlineData("policy drop; fib daddr type local accept", true)]
    [InlineData("policy drop; limit rate 10/second accept", true)]
    [InlineData("policy drop; tcp flags & (fin|syn|rst|ack) == syn counter accept", true)]
    [InlineData("policy accept; tcp dport 8080 reject with tcp reset", false)]
    [InlineData("policy accept; tcp dport 8080 counter log drop", false)]
    [InlineData("policy drop; jump ours", true)]
    [InlineData("policy drop; goto ours", true)]
    [InlineData("policy drop; tcp dport vmap { 22 : accept, 8080 : jump ours }", true)]
    [InlineData("policy drop; jump empty; return", false)]
    [InlineData("policy accept; meta mark 5 drop", true)]
    public void Nfts_rules_are_read_as_the_kernel_reads_them(string chain, bool passes) => InNamespace(() =>
    {
        string rules = chain.Replace("; ", ";\n", StringComparison.Ordinal);
        Run("nft", "-f", "-", $"table inet filter {{\nchain ours {{\ntcp dport 8080 accept\n}}\nchain empty {{\n}}\nchain input {{\ntype filter hook input priority 0;\n{rules}\n}}\n}}\n");
        var verdict = Judge("tcp", 8080);
        Assert.Equal(passes, verdict.Passes);
        Assert.True(verdict.Certain);
        Assert.Equal(passes ? "" : "filter", verdict.Table);
    });

    [Theory]
    [InlineData("-A INPUT -p tcp --dport 8080 -j ACCEPT", true)]
    [InlineData("-A INPUT -p tcp -m multiport --dports 80,8000:8100 -j ACCEPT", true)]
    [InlineData("-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT", false)]
    [InlineData("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", false)]
    [InlineData("-A INPUT -m conntrack --ctstate NEW -j ACCEPT", true)]
    [InlineData("-A INPUT -m conntrack ! --ctstate INVALID -j ACCEPT", true)]
    [InlineData("-A INPUT -m state --state NEW -p tcp --dport 8080 -j ACCEPT", true)]
    [InlineData("-A INPUT -m addrtype --dst-type LOCAL -j ACCEPT", true)]
    [InlineData("-A INPUT -m addrtype ! --dst-type LOCAL -j ACCEPT", false)]
    [InlineData("-A INPUT -i lo -j ACCEPT", false)]
    [InlineData("-A INPUT -i eth+ -j ACCEPT", true)]
    [InlineData("-A INPUT -s 192.0.2.0/24 -m comment --comment hello -j ACCEPT", true)]
    [InlineData("-A INPUT ! -s 192.0.2.0/24 -j ACCEPT", false)]
    [InlineData("-A INPUT -p tcp --syn --dport 8080 -j ACCEPT", true)]
    [InlineData("-A INPUT -p udp --dport 8080 -j ACCEPT", false)]
    [InlineData("-A INPUT -m limit --limit 3/min -j LOG", false)]
    [InlineData("-A INPUT -j REJECT --reject-with icmp-port-unreachable", false)]
    public void Rules_of_iptables_nft_are_read_with_their_matches(string rule, bool passes) => InNamespace(() =>
    {
        Run("iptables-nft-restore", $"*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n{rule}\nCOMMIT\n");
        var verdict = Judge("tcp", 8080);
        Assert.Equal(passes, verdict.Passes);
        Assert.True(verdict.Certain);
        Assert.Equal(passes ? [] : ["INPUT"], verdict.Chains);
    });

    [Fact]
    public void What_cant_be_known_is_said() => InNamespace(() =>
    {
        Run("nft", "-f", "-", "table inet filter {\nchain input {\ntype filter hook input priority 0; policy drop;\nmeta skuid 0 accept\n}\n}\n");
        var verdict = Judge("tcp", 8080);
        Assert.False(verdict.Passes);
        Assert.False(verdict.Certain);
    });

    [Fact]
    public void The_first_table_that_drops_decides_and_the_other_family_is_not_asked() => InNamespace(() =>
    {
        Run("nft", "-f", "-", """
            table ip one {
              chain late { type filter hook input priority 10; policy drop; }
            }
            table ip two {
              chain early {
                type filter hook prerouting priority -150;
                udp dport 8080 drop
              }
            }
            table ip6 six {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 8081 drop
              }
            }

            """);
        Assert.Equal("two", Judge("udp", 8080).Table);
        Assert.Equal("one", Judge("tcp", 8080).Table);
        Assert.True(Judge("tcp", 8080, six: true).Passes);
        Assert.Equal("six", Judge("tcp", 8081, six: true).Table);
    });

    private static FilterVerdict Judge(string protocol, int port, bool six = false)
    {
        using var socket = new NetlinkSocket(NetlinkProtocol.Netfilter);
        return NftRuleset.Read(socket, new NetlinkBatch(), _ => false).Judge(six
            ? new FirstPacket(protocol, IPAddress.Parse("2001:db8::9"), IPAddress.Parse("2001:db8::1"), port, s_link)
            : new FirstPacket(protocol, IPAddress.Parse("192.0.2.9"), IPAddress.Parse("192.0.2.1"), port, s_link));
    }

    private static void InNamespace(Action act)
    {
        Assert.SkipUnless(LinuxNeeds.Root, LinuxNeeds.RootReason);
        Assert.SkipUnless(File.Exists("/usr/sbin/nft") && File.Exists("/usr/sbin/iptables-nft-restore"), "nft and iptables are not installed");
        using (NetworkNamespace.Create<object?>(() =>
        {
            act();
            return null;
        }, out _))
        {
        }
    }

    // A process is born in its thread's namespace.
    private static void Run(string program, params string[] argumentsAndInput)
    {
        var start = new ProcessStartInfo(Path.Combine("/usr/sbin", program)) { RedirectStandardInput = true, RedirectStandardError = true };
        foreach (string argument in argumentsAndInput.AsSpan(0, argumentsAndInput.Length - 1)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Write(argumentsAndInput[^1]);
        process.StandardInput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
