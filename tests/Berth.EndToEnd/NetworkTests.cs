using System.Net;
using System.Net.Sockets;

namespace Berth.EndToEnd;

/// <summary>Containers on several networks: addresses, order, ways out, names in files, links, modes, and what doesn't reach what.</summary>
public sealed class NetworkTests(TestRegistry registry)
{
    [Fact]
    public void A_compose_file_says_where_a_container_is_and_how()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("p");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), """
            x-sleep: &sleep { image: busybox, command: sleep 1000, init: true, stop_grace_period: 0s }
            services:
              one:
                <<: *sleep
                hostname: hosty
                domainname: example.org
                extra_hosts: ["some:10.1.2.3", "gw:host-gateway", "six=2001:db8::6"]
                networks:
                  b: { aliases: [bee], ipv4_address: 10.98.2.9, ipv6_address: "fd98:2::9", interface_name: second }
                  a: { gw_priority: 7, mac_address: "02:42:ac:11:65:44", driver_opts: { com.docker.network.endpoint.sysctls: "net.ipv4.conf.IFNAME.log_martians=1" } }
                  i:
              two: { <<: *sleep, network_mode: "service:one" }
              three: { <<: *sleep, network_mode: "container:p-one-1", depends_on: [one] }
              host: { <<: *sleep, network_mode: host }
              none: { <<: *sleep, network_mode: none }
              linked: { <<: *sleep, links: ["one:uno"], networks: [b] }
              inside: { <<: *sleep, networks: [i] }
            networks:
              a: { driver_opts: { com.docker.network.driver.mtu: "1400", com.docker.network.container_iface_prefix: lan } }
              b: { enable_ipv6: true, ipam: { config: [ { subnet: 10.98.2.0/24, gateway: 10.98.2.200, ip_range: 10.98.2.128/26 }, { subnet: "fd98:2::/64" } ] } }
              i: { internal: true }

            """);
        host.BerthIn(folder, "up", "-d").Succeeds();

        string address = Exec(host, "one", "ip", "-o", "addr");
        Assert.Matches(@"lan0 +inet 10\.", address);
        Assert.Matches(@"second +inet 10\.98\.2\.9/24", address);
        Assert.Matches(@"second +inet6 fd98:2::9/64", address);
        Assert.Matches(@"eth0 +inet 10\.", address);   // the first name of its kind that is free
        Assert.Contains("mtu 1400", Exec(host, "one", "ip", "link", "show", "lan0"), StringComparison.Ordinal);
        Assert.Contains("02:42:ac:11:65:44", Exec(host, "one", "ip", "link", "show", "lan0"), StringComparison.Ordinal);
        Assert.Equal("1", Exec(host, "one", "cat", "/proc/sys/net/ipv4/conf/lan0/log_martians").Trim());
        Assert.Equal("0", Exec(host, "one", "cat", "/proc/sys/net/ipv4/conf/second/log_martians").Trim());
        Assert.Matches(@"default via 10\.\d+\.\d+\.1 dev lan0", Exec(host, "one", "ip", "route"));
        Assert.Contains("default via fd98:2::1 dev second", Exec(host, "one", "ip", "-6", "route"), StringComparison.Ordinal);
        Assert.Matches(@"default via 10\.98\.2\.200 dev eth0", Exec(host, "linked", "ip", "route"));
        Assert.Matches(@"inet 10\.98\.2\.1(2[89]|[3-8]\d|9[01])/24", Exec(host, "linked", "ip", "-o", "addr"));   // of ip_range
        Assert.DoesNotContain("default", Exec(host, "inside", "ip", "route"), StringComparison.Ordinal);

        string hosts = Exec(host, "one", "cat", "/etc/hosts");
        foreach (string line in (string[])["10.1.2.3\tsome\n", "2001:db8::6\tsix\n", "10.98.2.9\thosty.example.org hosty\n", "fd98:2::9\thosty.example.org hosty\n"]) Assert.Contains(line, hosts, StringComparison.Ordinal);
        Assert.Equal(hosts, Exec(host, "two", "cat", "/etc/hosts"));
        Assert.Equal(address, Exec(host, "two", "ip", "-o", "addr"));
        foreach (string service in (string[])["one", "two", "three"]) Assert.Equal("hosty\n", Exec(host, service, "hostname"));
        Assert.Equal(Dns.GetHostName(), Exec(host, "host", "hostname").Trim());
        Assert.Equal(Shell.Run("ip", "-o", "link", "show", "lo").Output.Split(' ')[1], Exec(host, "host", "ip", "-o", "link", "show", "lo").Split(' ')[1]);
        Assert.DoesNotContain("eth", Exec(host, "none", "ip", "-o", "link"), StringComparison.Ordinal);
        Assert.Contains("10.98.2.9", Exec(host, "linked", "nslookup", "uno"), StringComparison.Ordinal);

        // A server of the host, by its name in the container.
        using var server = new TcpListener(IPAddress.Any, 0);
        server.Start();
        using var client = host.Start(folder, "exec", "-T", "one", "nc", "gw", ((IPEndPoint)server.LocalEndpoint).Port.ToString());
        using (var accepted = server.AcceptTcpClient()) accepted.GetStream().Write("hello\n"u8);
        Assert.Equal("hello", client.StandardOutput.ReadLine());
        client.Kill();
        client.WaitForExit();
        host.BerthIn(folder, "down", "-t", "0").Succeeds();
    }

    [Fact]
    public void Networks_are_joined_and_left_while_a_container_runs()
    {
        using var host = new BerthHost(registry);
        int port = TestRegistry.FreePort();
        host.Berth("network", "create", "one").Succeeds();
        host.Berth("network", "create", "--subnet", "10.97.1.0/24", "--ipv6", "--subnet", "fd97:1::/64", "two").Succeeds();
        Run(host, "web", "--network", "one", "-p", $"{port}:80", "busybox", "sh", "-c", "mkdir /w; echo page > /w/index.html; exec httpd -f -p 80 -h /w");
        Run(host, "other", "--network", "two", "busybox", "sleep", "1000");
        Assert.Equal("page\n", Web.Get($"http://127.0.0.1:{port}/"));
        NotFound(host, "other", "web");

        host.Berth("network", "connect", "--ip", "10.97.1.80", "--ip6", "fd97:1::80", "--alias", "ay", "--gw-priority", "5", "two", "web").Succeeds();
        string addresses = In(host, "web", "ip", "-o", "addr");
        Assert.Matches(@"eth1 +inet 10\.97\.1\.80/24", addresses);
        Assert.Matches(@"eth1 +inet6 fd97:1::80/64", addresses);
        Assert.Contains("default via 10.97.1.1 dev eth1", In(host, "web", "ip", "route"), StringComparison.Ordinal);
        Assert.Contains("10.97.1.80\t", In(host, "web", "cat", "/etc/hosts"), StringComparison.Ordinal);
        foreach (string name in (string[])["web", "ay"]) Assert.Contains("10.97.1.80", In(host, "other", "nslookup", name), StringComparison.Ordinal);
        Assert.Contains("Address", In(host, "web", "nslookup", "other"), StringComparison.Ordinal);
        Assert.Equal("page\n", In(host, "other", "wget", "-qO-", "http://ay/"));
        Assert.Equal("page\n", Web.Get($"http://127.0.0.1:{port}/"));
        Assert.Equal("10.97.1.80 [\"ay\"] 5", host.Berth("inspect", "-f", "{{with .NetworkSettings.Networks.two}}{{.IPAddress}} {{json .Aliases}} {{.GwPriority}}{{end}}", "web").Succeeds().Output.Trim());
        host.Berth("network", "connect", "two", "web").Exits(1).Complains("already exists in network two");

        // It stays so through a restart.
        host.Berth("restart", "-t", "0", "web").Succeeds();
        Assert.Contains("10.97.1.80", In(host, "other", "nslookup", "ay"), StringComparison.Ordinal);
        Assert.Equal("page\n", Web.Get($"http://127.0.0.1:{port}/"));

        host.Berth("network", "disconnect", "two", "web").Succeeds();
        Assert.DoesNotContain("10.97.1", In(host, "web", "ip", "-o", "addr") + In(host, "web", "cat", "/etc/hosts"), StringComparison.Ordinal);
        Assert.Matches(@"default via 10\.\d+\.\d+\.1 dev eth", In(host, "web", "ip", "route"));
        NotFound(host, "other", "ay");
        NotFound(host, "web", "other");
        Assert.Equal("page\n", Web.Get($"http://127.0.0.1:{port}/"));
        host.Berth("network", "disconnect", "one", "web").Succeeds();
        Assert.DoesNotContain("eth", In(host, "web", "ip", "-o", "link"), StringComparison.Ordinal);
        Web.Refuses($"http://127.0.0.1:{port}/");
        host.Berth("network", "connect", "one", "web").Succeeds();
        Assert.Equal("page\n", Web.Get($"http://127.0.0.1:{port}/"));

        // What doesn't run is on its new networks when it starts.
        host.Berth("stop", "-t", "0", "other").Succeeds();
        host.Berth("network", "connect", "--alias", "late", "one", "other").Succeeds();
        host.Berth("start", "other").Succeeds();
        Assert.Contains("Address", In(host, "web", "nslookup", "late"), StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_do_not_reach_each_other()
    {
        using var host = new BerthHost(registry);
        int port = TestRegistry.FreePort();
        host.Berth("network", "create", "--ipv6", "one").Succeeds();
        host.Berth("network", "create", "--ipv6", "two").Succeeds();
        host.Berth("network", "create", "--internal", "inner").Succeeds();
        Run(host, "web", "--network", "one", "-p", $"{port}:80", "busybox", "sh", "-c", "mkdir /w; echo page > /w/index.html; exec httpd -f -p 80 -h /w");
        Run(host, "peer", "--network", "one", "busybox", "sleep", "1000");
        Run(host, "stranger", "--network", "two", "busybox", "sleep", "1000");
        Run(host, "inside", "--network", "inner", "busybox", "sleep", "1000");
        Run(host, "default", "busybox", "sleep", "1000");
        Assert.Equal("page\n", Web.Get($"http://127.0.0.1:{port}/"));
        string four = Field(host, "IPAddress"), six = Field(host, "GlobalIPv6Address"), gateway = Field(host, "Gateway"), gateway6 = Field(host, "IPv6Gateway");
        foreach (string reached in (string[])[$"{four}:80", $"[{six}]:80", $"{gateway}:{port}", $"[{gateway6}]:{port}"]) Assert.Equal("page\n", In(host, "peer", "timeout", "5", "wget", "-qO-", $"http://{reached}/"));
        foreach (string from in (string[])["stranger", "inside", "default"])
        {
            foreach (string wanted in (string[])[$"{four}:80", $"[{six}]:80", $"{gateway}:{port}", $"[{gateway6}]:{port}"])
            {
                var result = host.Berth("exec", from, "timeout", "1", "wget", "-qO-", $"http://{wanted}/");
                Assert.True(result.ExitCode != 0 && !result.Output.Contains("page", StringComparison.Ordinal), $"{from} reaches {wanted}");
            }

            NotFound(host, from, "web");
        }
    }

    [Fact]
    public void Links_are_hosts_lines_and_variables_on_the_default_network_and_names_on_others()
    {
        using var host = new BerthHost(registry);
        Run(host, "db", "-h", "dbhost", "-e", "X=1", "-e", "HOME=/h", "--expose", "5432", "--expose", "80-82", "--expose", "53/udp", "busybox", "sleep", "1000");
        string address = host.Berth("inspect", "-f", "{{.NetworkSettings.IPAddress}}", "db").Succeeds().Output.Trim();
        Run(host, "web", "--link", "db:data-base", "--link", "db", "busybox", "sleep", "1000");
        string hosts = In(host, "web", "cat", "/etc/hosts"), environment = In(host, "web", "env");
        Assert.Contains($"{address}\tdata-base dbhost db\n{address}\tdb dbhost\n", hosts, StringComparison.Ordinal);
        string[] expected =
        [
            "DATA_BASE_ENV_X=1", "DATA_BASE_NAME=/web/data-base", $"DATA_BASE_PORT=tcp://{address}:80", $"DATA_BASE_PORT_53_UDP=udp://{address}:53",
            $"DATA_BASE_PORT_5432_TCP_ADDR={address}", "DATA_BASE_PORT_5432_TCP_PORT=5432", "DATA_BASE_PORT_5432_TCP_PROTO=tcp",
            $"DATA_BASE_PORT_80_TCP_START=tcp://{address}:80", $"DATA_BASE_PORT_80_TCP_END=tcp://{address}:82", "DATA_BASE_PORT_80_TCP_PORT_START=80", "DATA_BASE_PORT_80_TCP_PORT_END=82",
            "DB_NAME=/web/db", $"DB_PORT_82_TCP=tcp://{address}:82",
        ];
        foreach (string variable in expected) Assert.Contains(variable + "\n", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("ENV_HOME", environment, StringComparison.Ordinal);
        Assert.Contains("DB_ENV_X=1\n", host.Berth("run", "--rm", "--link", "db", "busybox", "env").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal("[\"/db:/web/data-base\",\"/db:/web/db\"]", host.Berth("inspect", "-f", "{{json .HostConfig.Links}}", "web").Succeeds().Output.Trim());

        // Another address after a restart: the hosts file follows.
        host.Berth("stop", "-t", "0", "db").Succeeds();
        Run(host, "filler", "busybox", "sleep", "1000");
        host.Berth("start", "db").Succeeds();
        string now = host.Berth("inspect", "-f", "{{.NetworkSettings.IPAddress}}", "db").Succeeds().Output.Trim();
        Assert.NotEqual(address, now);
        Assert.Contains($"{now}\tdata-base dbhost db\n", In(host, "web", "cat", "/etc/hosts"), StringComparison.Ordinal);
        host.Berth("stop", "-t", "0", "db", "web").Succeeds();
        host.Berth("start", "web").Exits(1).Complains("Cannot link to a non running container: /db AS /web/data-base");

        host.Berth("network", "create", "user").Succeeds();
        Run(host, "target", "--network", "user", "busybox", "sleep", "1000");
        Run(host, "linked", "--network", "user", "--link", "target:tee", "busybox", "sleep", "1000");
        Assert.Contains("Address", In(host, "linked", "nslookup", "tee"), StringComparison.Ordinal);
        NotFound(host, "target", "tee");
        host.Berth("stop", "-t", "0", "target").Succeeds();
        NotFound(host, "linked", "tee");
        Run(host, "filler2", "--network", "user", "busybox", "sleep", "1000");
        host.Berth("start", "target").Succeeds();
        string moved = host.Berth("inspect", "-f", "{{.NetworkSettings.Networks.user.IPAddress}}", "target").Succeeds().Output.Trim();
        Assert.Contains(moved + "\n", In(host, "linked", "nslookup", "tee"), StringComparison.Ordinal);
        Assert.Contains("target.user", In(host, "linked", "nslookup", moved), StringComparison.Ordinal);
    }

    private static void Run(BerthHost host, string name, params string[] arguments) => host.Berth(["run", "-d", "--init", "--name", name, .. arguments]).Succeeds();

    private static string In(BerthHost host, string container, params string[] command) => host.Berth(["exec", container, .. command]).Succeeds().Output;

    private static string Exec(BerthHost host, string service, params string[] command) => In(host, $"p-{service}-1", command);

    private static void NotFound(BerthHost host, string container, string name)
    {
        var answer = host.Berth("exec", container, "nslookup", name);
        Assert.True(answer.ExitCode != 0 && !answer.Output.Contains("Name:", StringComparison.Ordinal), $"{container} resolves {name}:\n{answer.Output}");
    }

    private static string Field(BerthHost host, string field) => host.Berth("inspect", "-f", $"{{{{.NetworkSettings.Networks.one.{field}}}}}", "web").Succeeds().Output.Trim();
}
