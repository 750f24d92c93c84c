using System.Diagnostics;
using System.Globalization;

namespace Berth.EndToEnd;

/// <summary>
/// A host of a test's own: a network and mount namespace (192.0.2.1, 2001:db8::1) with the test images' registry on its loopback, and on its wire an outside
/// host (192.0.2.9, 2001:db8::9; 203.0.113.9 is behind it). Disposing ends all that runs there.
/// </summary>
internal sealed class NetworkStage : IDisposable
{
    private readonly Process _host = Shell.Start("/", null, "unshare", "--net", "--mount", "--propagation", "private", "sh", "-c", "echo ready; exec sleep infinity");
    private readonly Process _outside = Shell.Start("/", null, "unshare", "--net", "sh", "-c", "echo ready; exec sleep infinity");
    private readonly List<Process> _services = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-stage-").FullName;

    public NetworkStage()
    {
        Assert.Equal("ready", _host.StandardOutput.ReadLine());
        Assert.Equal("ready", _outside.StandardOutput.ReadLine());
        On($"""
            sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
            ip link set lo up
            ip link add out0 type veth peer name eth0 netns {Id(_outside)}
            ip addr add 192.0.2.1/24 dev out0
            ip addr add 2001:db8::1/64 dev out0 nodad
            ip link set out0 up
            """);
        Outside("""
            ip link set lo up
            ip addr add 203.0.113.9/32 dev lo
            ip addr add 192.0.2.9/24 dev eth0
            ip addr add 2001:db8::9/64 dev eth0 nodad
            ip link set eth0 up
            ip route add default via 192.0.2.1
            """);
        On("ip route add default via 192.0.2.9; ip -6 route add default via 2001:db8::9");
        Registry = "http://127.0.0.1:5000";
        Serve(Path.Combine(Repository.Root, "tests/images/serve.sh"), "127.0.0.1:5000");
        Await("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5000");
    }

    /// <summary>The registry's base address, on this host.</summary>
    public string Registry { get; }

    /// <summary>A folder for files.</summary>
    public string Folder => _folder;

    /// <summary>The words that run a command on this host.</summary>
    public string[] Enter(string folder) => ["nsenter", "-t", Id(_host), "-n", "-m", $"--wdns={folder}", "--"];

    /// <summary>Runs a script on this host; it must succeed.</summary>
    public CommandResult On(string script) => Shell.Run("/", null, null, TimeSpan.FromSeconds(60), [.. Enter("/"), "sh", "-ec", script]).Succeeds();

    /// <summary>Starts a program that runs on until the stage ends.</summary>
    public Process Serve(params string[] command)
    {
        var started = Shell.Start("/", null, [.. Enter("/"), .. command]);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        _services.Add(started);
        return started;
    }

    /// <summary>The words that run a command on the outside host.</summary>
    public string[] EnterOutside => ["nsenter", "-t", Id(_outside), "-n", "--"];

    /// <summary>Ends a process with the stage.</summary>
    public void Owns(Process process) => _services.Add(process);

    /// <summary>Runs a script on the outside host.</summary>
    public CommandResult Outside(string script) => Shell.Run("/", null, null, TimeSpan.FromSeconds(60), [.. EnterOutside, "bash", "-ec", script]);

    /// <summary>What the outside host hears from a server that answers with what it saw: the client's address; or "no".</summary>
    public string Ask(string protocol, string address, int port) => Ask(protocol, address, port, 5);

    /// <summary>Whether the outside host hears nothing, or a refusal.</summary>
    public bool IsClosed(string protocol, string address, int port) => Ask(protocol, address, port, 1) == "no";

    // A first packet may be lost while a link is being learned: TCP sends it again after a second, and so do we.
    private string Ask(string protocol, string address, int port, int seconds)
    {
        string answer = protocol == "udp" ? "timeout 1 head -n 1 <&3 || { echo hello >&3; head -n 1 <&3; }" : "head -n 1 <&3";
        var result = Outside($"timeout {seconds} bash -c 'exec 3<>/dev/{protocol}/{address}/{port}; echo hello >&3; {answer}'");
        return result.ExitCode == 0 && result.Output.Trim().Length > 0 ? result.Output.Trim() : "no";
    }

    /// <summary>A TCP connection from the outside host that stays; what is written to its input goes there, what comes is its output.</summary>
    public Process Connect(string address, int port) =>
        Shell.Start("/", null, [.. EnterOutside, "bash", "-c", $"exec 3<>/dev/tcp/{address}/{port} && while read -r line; do echo \"$line\" >&3; read -t 10 -r answer <&3 || exit 1; echo \"$answer\"; done"]);

    /// <summary>Waits until a command on this host succeeds.</summary>
    public void Await(params string[] command)
    {
        var waited = Stopwatch.StartNew();
        for (CommandResult result; (result = Shell.Run("/", null, null, TimeSpan.FromSeconds(60), [.. Enter("/"), .. command])).ExitCode != 0; Thread.Sleep(50))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"{result.Command} did not succeed: {result.Output}{result.Error}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var service in Enumerable.Reverse(_services).Append(_host).Append(_outside))
        {
            // Politely: a docker daemon ends its own children.
            if (!service.HasExited) Shell.Run("kill", Id(service));
            if (!service.WaitForExit(TimeSpan.FromSeconds(20))) service.Kill();
            service.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Id(Process process) => process.Id.ToString(CultureInfo.InvariantCulture);
}
