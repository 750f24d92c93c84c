using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>Published ports beside the firewalls that people have: what they close is closed, what they open is reached, with the client's own address.</summary>
public sealed class FirewallTests(TestRegistry registry)
{
    private const string Mine4 = "192.0.2.9", Mine6 = "2001:db8::9";

    // Answers each line, and each datagram, with the address that it came from. The host's perl, as the smallest image has nothing that tells an address.
    private const string Server = """
        use IO::Socket::IP; use IO::Select; $| = 1;
        my $tcp = IO::Socket::IP->new(LocalHost => '::', LocalPort => 80, V6Only => 0, Listen => 9, Proto => 'tcp') or die $!;
        my $udp = IO::Socket::IP->new(LocalHost => '::', LocalPort => 80, V6Only => 0, Proto => 'udp') or die $!;
        sub plain { my $a = shift->peerhost; $a =~ s/^::ffff://; $a }
        my $all = IO::Select->new($tcp, $udp); print "ready\n";
        while (my @ready = $all->can_read) { for my $s (@ready) {
          if ($s == $tcp) { my $c = $tcp->accept; $all->add($c) if $c; next }
          if ($s == $udp) { next unless defined $udp->recv(my $line, 100); my $a = plain($udp); print "udp $a\n"; $udp->send("$a\n"); next }
          if (!sysread($s, my $line, 100)) { $all->remove($s); close $s; next }
          my $a = plain($s); print "tcp $a\n"; syswrite $s, "$a\n"; } }
        """;

    [Fact]
    public void Without_a_firewall_up_says_that_everyone_reaches_a_port_and_this_host_one_of_loopback()
    {
        using var stage = new NetworkStage();
        using var host = new BerthHost(registry, stage);
        string folder = Project(host, "8080:80", "8080:80/udp", "127.0.0.1:8081:80", "192.0.2.1:8082:80");
        var up = host.BerthIn(folder, "up", "-d").Succeeds();
        up.Complains("Port 8080/tcp to p-web-1:80  reached by everyone\n").Complains("Port 8080/udp to p-web-1:80  reached by everyone\n");
        up.Complains("Port 127.0.0.1:8081/tcp to p-web-1:80  reached by this host only\n").Complains("Port 192.0.2.1:8082/tcp to p-web-1:80  reached by everyone\n");
        ServesAll(stage, host);
        Assert.True(stage.IsClosed("tcp", "192.0.2.1", 8081));
        Assert.Equal(Mine4, stage.Ask("tcp", "192.0.2.1", 8082));
    }

    [Fact]
    public void Beside_ufw()
    {
        Needs("/usr/sbin/ufw");
        using var stage = new NetworkStage();
        stage.On($"cp -a /etc/ufw {stage.Folder}/ufw; mount --bind {stage.Folder}/ufw /etc/ufw; cp /etc/default/ufw {stage.Folder}/ufw.default; mount --bind {stage.Folder}/ufw.default /etc/default/ufw; ufw --force enable");
        using var host = new BerthHost(registry, stage);
        string folder = Project(host, "8080:80", "8080:80/udp");
        Closed(stage, host, folder, "ufw", "ufw allow 8080/tcp", "ufw allow 8080/udp");

        using var connection = stage.Connect("192.0.2.1", 8080);
        Assert.Equal(Mine4, Say(connection));
        stage.On("ufw reload");
        Assert.Equal(Mine4, Say(connection));
        ServesAll(stage, host);
        Assert.Equal(Mine4, stage.Ask("tcp", "192.0.2.1", 8080));

        // For neighbours alone.
        stage.On("ufw delete allow 8080/tcp; ufw allow proto tcp from 192.0.2.0/24 to any port 8080");
        host.BerthIn(folder, "up", "-d").Succeeds().Complains("Port 0.0.0.0:8080/tcp to p-web-1:80  reached by the local network: ufw closes it to others, this opens it: ufw allow 8080/tcp\n")
            .Complains("Port [::]:8080/tcp to p-web-1:80  reached by this host only: ufw closes");
        Assert.Equal(Mine4, stage.Ask("tcp", "192.0.2.1", 8080));
        stage.Outside("ip route add 192.0.2.1/32 dev eth0 src 203.0.113.9").Succeeds();
        Assert.True(stage.IsClosed("tcp", "192.0.2.1", 8080));
        Assert.Equal("203.0.113.9", stage.Ask("udp", "192.0.2.1", 8080));
        Assert.Equal(Mine4, Say(connection));
        stage.On("ufw --force disable");
    }

    [Fact]
    public void Beside_firewalld()
    {
        Needs("/usr/sbin/firewalld", "/usr/bin/dbus-daemon");
        using var stage = new NetworkStage();
        stage.On($"mkdir -p /run/dbus /run/firewalld; mount -t tmpfs none /run/dbus; mount -t tmpfs none /run/firewalld; mount -t tmpfs none /var/log; cp -a /etc/firewalld {stage.Folder}/fw; mount --bind {stage.Folder}/fw /etc/firewalld");
        stage.Serve("dbus-daemon", "--system", "--nofork", "--nopidfile");
        stage.Await("test", "-S", "/run/dbus/system_bus_socket");
        stage.Serve("firewalld", "--nofork", "--nopid");
        stage.Await("firewall-cmd", "--state");
        using var host = new BerthHost(registry, stage);
        string folder = Project(host, "8080:80", "8080:80/udp");
        const string command = "firewall-cmd --permanent --zone=public --add-port=8080/";
        Closed(stage, host, folder, "firewalld", command + "tcp && firewall-cmd --reload", command + "udp && firewall-cmd --reload");

        using var connection = stage.Connect("192.0.2.1", 8080);
        Assert.Equal(Mine4, Say(connection));
        stage.On("firewall-cmd --reload");
        Assert.Equal(Mine4, Say(connection));
        ServesAll(stage, host);
        WayOut(stage, host);
    }

    [Fact]
    public void Beside_plain_nft_rules()
    {
        using var stage = new NetworkStage();
        File.WriteAllText(Path.Combine(stage.Folder, "rules"), """
            table inet filter {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                iifname "lo" accept
                meta l4proto { icmp, ipv6-icmp } accept
              }
              chain forward { type filter hook forward priority 0; policy drop; }
              chain way_back {
                type filter hook prerouting priority raw;
                fib saddr . iif oif 0 drop
              }
            }

            """);
        stage.On($"nft -f {stage.Folder}/rules");
        using var host = new BerthHost(registry, stage);
        string folder = Project(host, "8080:80", "8080:80/udp");
        Closed(stage, host, folder, "nftables (table inet filter, chain input)", "nft insert rule inet filter input tcp dport 8080 accept", "nft insert rule inet filter input udp dport 8080 accept");
        WayOut(stage, host);

        using var connection = stage.Connect("192.0.2.1", 8080);
        Assert.Equal(Mine4, Say(connection));
        stage.On($"nft flush ruleset; nft -f {stage.Folder}/rules; nft insert rule inet filter input tcp dport 8080 accept");
        Assert.Equal(Mine4, Say(connection));
        Wait.Until(() => stage.Ask("tcp", "192.0.2.1", 8080) == Mine4, "the port comes back after a flush of everything");
        Assert.True(stage.IsClosed("udp", "192.0.2.1", 8080));
    }

    [Fact]
    public void An_open_port_walks_past_the_firewall_for_the_engine_a_project_or_one_port()
    {
        using var stage = new NetworkStage();
        stage.On("nft add table inet filter; nft add chain inet filter input '{ type filter hook input priority 0; policy drop; }'; nft add rule inet filter input iifname lo accept; nft add rule inet filter input meta l4proto ipv6-icmp accept");
        using (var host = new BerthHost(registry, stage, """ "publish-mode": "open" """))
        {
            string folder = Project(host, "8080:80");
            host.BerthIn(folder, "up", "-d").Succeeds().Complains("Port 8080/tcp to p-web-1:80  reached by everyone\n");
            Ready(host);
            Assert.Equal(Mine4, stage.Ask("tcp", "192.0.2.1", 8080));
            Write(folder, "x-berth-publish-mode: guarded", "\"8080:80\"");
            host.BerthIn(folder, "up", "-d").Succeeds().Complains("Started").Complains("reached by this host only: nftables (table inet filter, chain input) closes");
            Ready(host);
            Assert.True(stage.IsClosed("tcp", "192.0.2.1", 8080));
        }

        using (var host = new BerthHost(registry, stage))
        {
            string folder = Project(host, "8080:80");
            Write(folder, "x-berth-publish-mode: open", "\"8080:80\"", "{ target: 80, published: 8081, x-berth-publish-mode: guarded }");
            host.BerthIn(folder, "up", "-d").Succeeds().Complains("Port 8080/tcp to p-web-1:80  reached by everyone\n").Complains("Port 8081/tcp to p-web-1:80  reached by this host only");
            Ready(host);
            Assert.Equal(Mine4, stage.Ask("tcp", "192.0.2.1", 8080));
            Assert.Equal(Mine6, stage.Ask("tcp", "2001:db8::1", 8080));
            Assert.True(stage.IsClosed("tcp", "192.0.2.1", 8081));

            Write(folder, "", "\"8080:80\"", "{ target: 80, published: 8081, x-berth-publish-mode: open }");
            host.BerthIn(folder, "up", "-d").Succeeds().Complains("Started").Complains("Port 8081/tcp to p-web-1:80  reached by everyone\n");
            Ready(host);
            Assert.True(stage.IsClosed("tcp", "192.0.2.1", 8080));
            Assert.Equal(Mine4, stage.Ask("tcp", "192.0.2.1", 8081));
            host.BerthIn(folder, "up", "-d").Succeeds().Complains("Running");

            Write(folder, "x-berth-publish-mode: wide", "\"8080:80\"");
            host.BerthIn(folder, "config").Exits(1).Complains("compose.yaml:1:23").Complains("guarded").Complains("open");
        }
    }

    [Fact]
    public void Beside_a_running_dockerd_and_through_its_restart()
    {
        string? peers = Peers.Script;
        Assert.SkipWhen(peers is null, "the real dockerd could not be installed here");
        using var stage = new NetworkStage();
        var docker = Dockerd(stage, peers);
        Assert.Contains("DROP", stage.On("iptables -S FORWARD").Output, StringComparison.Ordinal);
        using var host = new BerthHost(registry, stage);
        string folder = Project(host, "8080:80", "8080:80/udp");
        host.BerthIn(folder, "up", "-d").Succeeds().Complains("Port 8080/tcp to p-web-1:80  reached by everyone\n");
        ServesAll(stage, host);
        WayOut(stage, host);
        using var connection = stage.Connect("192.0.2.1", 8080);
        Assert.Equal(Mine4, Say(connection));

        Shell.Run("kill", docker.Id.ToString()).Succeeds();
        docker.WaitForExit();
        Assert.Equal(Mine4, Say(connection));
        ServesAll(stage, host);
        Dockerd(stage, peers);
        Assert.Equal(Mine4, Say(connection));
        ServesAll(stage, host);
        WayOut(stage, host);
    }

    private static Process Dockerd(NetworkStage stage, string peers)
    {
        var docker = stage.Serve(peers, "run", "dockerd", "--data-root", stage.Folder + "/data", "--exec-root", stage.Folder + "/exec", "--pidfile", stage.Folder + "/docker.pid", "-H", $"unix://{stage.Folder}/docker.sock", "--storage-driver", "vfs");
        stage.Await(peers, "run", "docker", "-H", $"unix://{stage.Folder}/docker.sock", "version");
        return docker;
    }

    /// <summary>Up says what closes the ports and how to open them; they are closed; what it said opens them.</summary>
    private static void Closed(NetworkStage stage, BerthHost host, string folder, string firewall, string openTcp, string openUdp)
    {
        host.BerthIn(folder, "up", "-d").Succeeds()
            .Complains($"Port 8080/tcp to p-web-1:80  reached by this host only: {firewall} closes it to others, this opens it: {openTcp}\n")
            .Complains($"Port 8080/udp to p-web-1:80  reached by this host only: {firewall} closes it to others, this opens it: {openUdp}\n");
        Ready(host);
        foreach (string protocol in (string[])["tcp", "udp"])
        {
            foreach (string address in (string[])["192.0.2.1", "2001:db8::1"]) Assert.True(stage.IsClosed(protocol, address, 8080));
        }

        Assert.DoesNotContain(Mine4, host.Berth("logs", "p-web-1").Succeeds().Output, StringComparison.Ordinal);
        stage.On($"{openTcp}\n{openUdp}");
        host.BerthIn(folder, "up", "-d").Succeeds().Complains("Port 8080/tcp to p-web-1:80  reached by everyone\n").Complains("Port 8080/udp to p-web-1:80  reached by everyone\n");
        ServesAll(stage, host);
    }

    /// <summary>Both protocols and families come through, and the container sees the client.</summary>
    private static void ServesAll(NetworkStage stage, BerthHost host)
    {
        Ready(host);
        foreach (string protocol in (string[])["tcp", "udp"])
        {
            Assert.Equal(Mine4, stage.Ask(protocol, "192.0.2.1", 8080));
            Assert.Equal(Mine6, stage.Ask(protocol, "2001:db8::1", 8080));
        }

        string log = host.Berth("logs", "p-web-1").Succeeds().Output;
        foreach (string line in (string[])["tcp " + Mine4, "tcp " + Mine6, "udp " + Mine4, "udp " + Mine6]) Assert.Contains(line + "\n", log, StringComparison.Ordinal);
    }

    /// <summary>A container reaches the outside host.</summary>
    private static void WayOut(NetworkStage stage, BerthHost host)
    {
        using var server = Shell.Start("/", null, [.. stage.EnterOutside, "bash", "-c", "echo ready; echo hello | timeout 20 busybox nc -l -p 7000"]);
        Assert.Equal("ready", server.StandardOutput.ReadLine());
        Wait.Until(
            () => host.Berth("exec", "p-web-1", "nc", "-w", "2", "192.0.2.9", "7000").Output.Contains("hello", StringComparison.Ordinal),
            "the way out");
        server.WaitForExit();
    }

    private static void Ready(BerthHost host) => Wait.Until(() => host.Berth("logs", "p-web-1").Output.Contains("ready\n", StringComparison.Ordinal), "the server listens");

    private static string Say(Process connection)
    {
        connection.StandardInput.WriteLine("x");
        connection.StandardInput.Flush();
        return connection.StandardOutput.ReadLine() ?? "(the connection ended)";
    }

    private static string Project(BerthHost host, params string[] ports)
    {
        string folder = host.Folder("p");
        File.WriteAllText(Path.Combine(folder, "serve.pl"), Server);
        Write(folder, "", [.. ports.Select(p => $"\"{p}\"")]);
        return folder;
    }

    private static void Write(string folder, string top, params string[] ports) => File.WriteAllText(Path.Combine(folder, "compose.yaml"), $$"""
        {{(top.Length > 0 ? top : "x-nothing: true")}}
        services:
          web:
            image: busybox
            command: /usr/bin/perl /serve.pl
            init: true
            stop_grace_period: 0s
            volumes: ["./serve.pl:/serve.pl:ro", "/usr:/usr:ro", "/lib:/lib:ro", "/lib64:/lib64:ro"]
            ports: [{{string.Join(", ", ports)}}]
        networks:
          default:
            enable_ipv6: true

        """);

    private static void Needs(params string[] programs)
    {
        foreach (string program in programs) Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
    }
}
