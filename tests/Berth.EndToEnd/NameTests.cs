using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>Names in containers: those of their networks, and others by the host's servers, asked as the common resolvers ask.</summary>
public sealed class NameTests(TestRegistry registry)
{
    private static readonly string s_programs = Path.Combine(Repository.Root, "tests", "Berth.EndToEnd", "Programs");

    // The smallest image with the host's own programs in it: perl for questions byte by byte, getent for glibc's resolver.
    private static readonly string[] s_client =
        ["--init", "-v", "/usr:/usr:ro", "-v", "/lib:/lib:ro", "-v", "/lib64:/lib64:ro", "-v", $"{s_programs}:/programs:ro"];

    [Fact]
    public void A_networks_names_resolve_as_they_come_and_go()
    {
        using var host = new BerthHost(registry);
        string folder = host.Folder("p");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), """
            services:
              web: { image: busybox, command: sleep 1000, init: true, stop_grace_period: 0s, hostname: "", networks: { default: { aliases: [site] }, back: } }
            networks:
              default: { name: names, enable_ipv6: true }
              back:

            """);
        host.BerthIn(folder, "up", "-d", "--scale", "web=3").Succeeds();
        host.Berth(["run", "-d", "--name", "client", "--network", "names", "-h", "asker", .. s_client, "busybox", "sleep", "1000"]).Succeeds();
        host.Berth("run", "-d", "--name", "elsewhere", "--network", "p_back", "busybox", "sleep", "1000").Succeeds();

        // All replicas, each first in its turn.
        string[] four = Addresses(host, 3, "IPAddress"), six = Addresses(host, 3, "GlobalIPv6Address");
        var first = new HashSet<string>();
        for (int i = 0; i < 6; i++)
        {
            string[] answer = Ask(host, "udp", "web").Split(' ');
            Assert.Equal(["same", "code=0"], answer[..2]);
            Assert.Equal(four.Order(), answer[2..].Order());
            first.Add(answer[2]);
        }

        Assert.Equal(four.Order(), first.Order());
        foreach (string name in (string[])["web", "site", "WeB", "web.names", "p-web-2", "client", "asker", Id(host, "p-web-1")]) Assert.StartsWith("same code=0 10.", Ask(host, "udp", name), StringComparison.Ordinal);
        Assert.Equal($"same code=0 {four[1]} | same code=0 {Long(six[1])}", Ask(host, "pair", "p-web-2"));
        Assert.StartsWith("same code=0 10.", Ask(host, "tcp", "web"), StringComparison.Ordinal);
        Assert.StartsWith("same code=0 10.", Ask(host, "edns", "web"), StringComparison.Ordinal);
        Assert.Equal("same code=0", Ask(host, "udp", "web", 15));   // no mail there: an empty answer, not "no such name"
        Assert.Equal("same code=0 p-web-2.names", Ask(host, "udp", string.Join('.', four[1].Split('.').Reverse()) + ".in-addr.arpa", 12));
        Assert.Contains(four[0], host.Berth("exec", "client", "/usr/bin/getent", "ahostsv4", "web").Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(six[0], host.Berth("exec", "client", "/usr/bin/getent", "ahostsv6", "web").Succeeds().Output, StringComparison.Ordinal);

        // Of another network only that network's.
        Assert.NotEqual(0, host.Berth("exec", "elsewhere", "nslookup", "client").ExitCode);
        string back = host.Berth("exec", "elsewhere", "nslookup", "p-web-1").Succeeds().Output;
        Assert.DoesNotContain(four[0], back, StringComparison.Ordinal);

        // What has started is there with the first question, what has ended is not.
        host.BerthIn(folder, "up", "-d", "--scale", "web=4").Succeeds();
        Assert.Equal(6, Ask(host, "udp", "web").Split(' ').Length);
        host.Berth("stop", "-t", "0", "p-web-4").Succeeds();
        Assert.Equal(5, Ask(host, "udp", "web").Split(' ').Length);
        host.Berth("start", "p-web-4").Succeeds();
        Assert.StartsWith("same code=0 10.", Ask(host, "udp", "p-web-4"), StringComparison.Ordinal);
        using (var wait = host.Start(folder, "wait", "p-web-4"))
        {
            host.Berth("kill", "p-web-4").Succeeds();
            wait.WaitForExit();
            Assert.Equal(5, Ask(host, "udp", "web").Split(' ').Length);
        }

        // To the millisecond: a name is there before its container's first process, and goes with it. (A server that nobody is at says at once what isn't known.)
        host.Berth(["run", "-d", "--name", "watch", "--network", "names", "--dns", "127.9.9.9", .. s_client, "busybox", "/usr/bin/perl", "/programs/dns-watch.pl", "brief"]).Succeeds();
        for (var waited = Stopwatch.StartNew(); host.Berth("logs", "watch").Output.Length == 0; Thread.Sleep(20)) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "nobody watches");
        double[] lived = Times(host.Berth(["run", "--rm", "--name", "brief", "--network", "names", .. s_client[1..], "busybox", "/usr/bin/perl", "-MTime::HiRes=time,sleep", "-e", "printf \"%.4f\\n\", time; sleep 0.3; printf \"%.4f\\n\", time"]).Succeeds().Output);
        Assert.NotEqual(0, host.Berth("exec", "client", "nslookup", "brief").ExitCode);
        double[] known = Times(host.Berth("logs", "watch").Succeeds().Output.Replace("ready\n", "", StringComparison.Ordinal));
        Assert.Equal(2, known.Length);
        Assert.True(known[0] < lived[0] + 0.05, $"the name came {(known[0] - lived[0]) * 1000:F0} ms after its container's start");
        Assert.True(known[1] < lived[1] + 0.25, $"the name went {(known[1] - lived[1]) * 1000:F0} ms after its container's end");

        // The engine isn't asked.
        int engine = host.EnginePid();
        int pid = host.ContainerPid("client");
        Shell.Run("kill", "-9", engine.ToString()).Succeeds();
        Assert.StartsWith("same code=0 10.", Shell.Run("nsenter", "-t", pid.ToString(), "-n", "-m", "--", "/usr/bin/perl", "/programs/dns-client.pl", "udp", "web").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(engine, host.EnginePid());   // no command has started another
        host.BerthIn(folder, "down", "-t", "0").Exits(0, 1);
    }

    [Fact]
    public void Other_names_are_asked_of_the_hosts_servers()
    {
        using var stage = new NetworkStage();
        stage.Outside("ip addr add 192.0.2.10/24 dev eth0").Succeeds();
        Serve(stage, "192.0.2.9");
        Serve(stage, "192.0.2.10", "silent");
        using var host = new BerthHost(registry, stage);
        UseServers(stage, "192.0.2.9");
        host.Berth("network", "create", "names").Succeeds();
        host.Berth(["run", "-d", "--name", "client", "--network", "names", .. s_client, "busybox", "sleep", "1000"]).Succeeds();

        Assert.Equal("same code=0 198.18.0.1", Ask(host, "udp", "plain.test"));
        Assert.Equal("same code=0 198.18.0.1", Ask(host, "udp", "PlAiN.tEsT"));
        Assert.Equal("same code=0 198.18.0.1", Ask(host, "tcp", "plain.test"));
        Assert.Equal("same code=0 198.18.0.1 | same code=0 2001:db8:12:0:0:0:0:1", Ask(host, "pair", "plain.test"));
        Assert.Equal("same code=3", Ask(host, "udp", "none.test"));
        Assert.Equal("same code=2", Ask(host, "udp", "fail.test"));
        Assert.Equal("same code=0 cut", Ask(host, "udp", "big.test"));
        Assert.Equal("same code=0 100 records", Ask(host, "tcp", "big.test"));
        Assert.Equal("same code=0 198.18.2.1 198.18.2.2 198.18.2.3 198.18.2.4 198.18.2.5", Ask(host, "udp", "wide.test"));
        Assert.Equal("same code=0 60 records", Ask(host, "edns", "wide.test"));   // more than 512 bytes, as the client has room for them
        Assert.Equal("100 right, at once", Ask(host, "many", "late"));
        Assert.Equal("198.18.0.1", host.Berth("exec", "client", "/usr/bin/getent", "ahostsv4", "glibc.test").Succeeds().Output.Split(' ')[0]);
        Musl(host, stage);

        // A server of the container's own on port 53 of all addresses stands beside.
        host.Berth(["run", "-d", "--name", "own", "--network", "names", .. s_client, "busybox", "/usr/bin/perl", "/programs/dns-server.pl", "0.0.0.0"]).Succeeds();
        for (var waited = Stopwatch.StartNew(); !host.Berth("logs", "own").Output.Contains("ready", StringComparison.Ordinal); Thread.Sleep(20)) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "the container's own server does not start");
        Assert.StartsWith("same code=0 10.", host.Berth("exec", "own", "/usr/bin/perl", "/programs/dns-client.pl", "udp", "client").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal("same code=0 198.18.0.1\n", host.Berth("exec", "-e", "SERVER=own", "client", "/usr/bin/perl", "/programs/dns-client.pl", "tcp", "own.test").Succeeds().Output);
        Assert.Contains("tcp own type=1", host.Berth("logs", "own").Succeeds().Output, StringComparison.Ordinal);

        // Internal networks have no way out, for questions neither.
        host.Berth("network", "create", "--internal", "inner").Succeeds();
        host.Berth(["run", "-d", "--name", "inside", "--network", "inner", .. s_client, "busybox", "sleep", "1000"]).Succeeds();
        Assert.Equal("same code=2\n", host.Berth("exec", "inside", "/usr/bin/perl", "/programs/dns-client.pl", "udp", "plain.test").Succeeds().Output);

        // A server that is silent, or refuses, is followed by the next.
        UseServers(stage, "192.0.2.10", "192.0.2.9");
        host.Berth("restart", "-t", "0", "client").Succeeds();
        Assert.Equal("same code=0 198.18.0.1", Ask(host, "udp", "after.test"));
        Assert.Equal("same code=0 100 records", Ask(host, "tcp", "big.test"));
        UseServers(stage, "192.0.2.11", "127.0.0.53", "192.0.2.9");
        host.Berth("restart", "-t", "0", "client").Succeeds();
        Assert.Equal("same code=0 198.18.0.1", Ask(host, "udp", "after.test"));

        // Nobody asks the engine.
        int pid = host.ContainerPid("client");
        host.KillEngine();
        Assert.Equal("same code=0 198.18.0.1\n", Shell.Run("nsenter", "-t", pid.ToString(), "-n", "-m", "--", "/usr/bin/perl", "/programs/dns-client.pl", "udp", "dead.test").Succeeds().Output);
    }

    /// <summary>musl's resolver, where its compiler is.</summary>
    private static void Musl(BerthHost host, NetworkStage stage)
    {
        if (!File.Exists("/usr/bin/musl-gcc")) return;
        string source = Path.Combine(stage.Folder, "resolve.c"), program = Path.Combine(stage.Folder, "resolve");
        File.WriteAllText(source, """
            #include <netdb.h>
            #include <stdio.h>
            #include <arpa/inet.h>
            int main(int n, char **a) {
              struct addrinfo *r, h = { .ai_socktype = SOCK_STREAM }; char t[64];
              if (getaddrinfo(a[1], 0, &h, &r)) return 1;
              for (; r; r = r->ai_next) puts(inet_ntop(r->ai_family, r->ai_family == AF_INET ? (void *)&((struct sockaddr_in *)r->ai_addr)->sin_addr : (void *)&((struct sockaddr_in6 *)r->ai_addr)->sin6_addr, t, sizeof t));
            }

            """);
        Shell.Run("musl-gcc", "-static", "-o", program, source).Succeeds();
        host.Berth("cp", program, "client:/resolve").Succeeds();
        foreach (string line in (string[])["198.18.0.1", "2001:db8:12::1"]) Assert.Contains(line + "\n", host.Berth("exec", "client", "/resolve", "musl.test").Succeeds().Output, StringComparison.Ordinal);
        Assert.StartsWith("10.", host.Berth("exec", "client", "/resolve", "client").Succeeds().Output, StringComparison.Ordinal);
    }

    private static void Serve(NetworkStage stage, params string[] arguments)
    {
        var server = Shell.Start("/", null, [.. stage.EnterOutside, "/usr/bin/perl", Path.Combine(s_programs, "dns-server.pl"), .. arguments]);
        Assert.Equal("ready", server.StandardOutput.ReadLine());
        _ = server.StandardOutput.ReadToEndAsync();
        stage.Owns(server);

    }

    private static void UseServers(NetworkStage stage, params string[] servers)
    {
        File.WriteAllText(Path.Combine(stage.Folder, "resolv.conf"), string.Concat(servers.Select(s => $"nameserver {s}\n")));
        stage.On($"mountpoint -q /etc/resolv.conf || mount --bind {stage.Folder}/resolv.conf /etc/resolv.conf");
    }

    private static string Ask(BerthHost host, string mode, string name, int type = 1) =>
        host.Berth("exec", "client", "/usr/bin/perl", "/programs/dns-client.pl", mode, name, type.ToString()).Succeeds().Output.Trim();

    private static string[] Addresses(BerthHost host, int count, string field) =>
        [.. Enumerable.Range(1, count).Select(i => host.Berth("inspect", "-f", $"{{{{.NetworkSettings.Networks.names.{field}}}}}", $"p-web-{i}").Succeeds().Output.Trim())];

    private static double[] Times(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Id(BerthHost host, string name) => host.Berth("inspect", "-f", "{{.Id}}", name).Succeeds().Output[..12];

    private static string Long(string address) =>
        string.Join(':', System.Net.IPAddress.Parse(address).GetAddressBytes().Chunk(2).Select(b => $"{(b[0] << 8) | b[1]:x}"));
}
