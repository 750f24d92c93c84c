using System.Net;
using System.Net.Sockets;
using Berth.Supervision;

namespace Berth.Monitor.Tests;

/// <summary>The whole server, in a container's namespace of its own; a server of the test stands for the host's.</summary>
public sealed class NameServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-names-").FullName;

    [Fact]
    public async Task Names_resolve_for_the_first_process()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        Publish("web 172.18.0.2\n");
        await using var container = Make(Resolver(), "busybox nslookup -type=a WEB 127.0.0.11");
        await container.RunAsync();
        Assert.Contains("Address: 172.18.0.2", container.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_are_asked_from_the_hosts_namespace_and_changes_count_at_once()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        using var upstream = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Task serving = ServeAsync(upstream);
        Publish("web 172.18.0.2\n");
        await using var container = Make(Resolver(), "sleep 100");
        await container.StartAsync();
        Assert.Contains("SERVFAIL", (await container.ExecAsync("busybox", "nslookup", "-type=a", "far.example", "127.0.0.11")).Output, StringComparison.Ordinal);
        await container.Client.ResolverAsync(Resolver() with { Upstreams = [upstream.Client.LocalEndPoint!.ToString()!] });
        Assert.Contains("Address: 9.9.9.1", (await container.ExecAsync("busybox", "nslookup", "-type=a", "far.example", "127.0.0.11")).Output, StringComparison.Ordinal);
        Publish("web 172.18.0.3\n");
        Assert.Contains("Address: 172.18.0.3", (await container.ExecAsync("busybox", "nslookup", "-type=a", "web", "127.0.0.11")).Output, StringComparison.Ordinal);
        await container.Client.ResolverAsync(null);
        Assert.NotEqual(0, (await container.ExecAsync("sh", "-c", "busybox nc -w 1 127.0.0.11 53 </dev/null")).Code);
        await container.Client.ResolverAsync(Resolver());
        Assert.Equal(0, (await container.ExecAsync("sh", "-c", "busybox nc -w 1 127.0.0.11 53 </dev/null")).Code);
        upstream.Close();
        await serving;
    }

    [Fact]
    public async Task Names_resolve_by_tcp_beside_a_server_of_the_containers_own()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        Publish("web 172.18.0.2\n");
        byte[] query = DnsText.Query("web");
        string asked = string.Concat(((byte[])[0, (byte)query.Length, .. query, 0, (byte)query.Length, .. query]).Select(b => "\\0" + Convert.ToString(b, 8).PadLeft(3, '0')));
        await using var container = Make(Resolver(), $"nc -l -p 53 >/dev/null & printf '%b' '{asked}' | nc 127.0.0.11 53 | busybox od -An -v -tx1 | busybox tr -d ' \\n'; kill $!");
        MonitorRecord record = await container.RunAsync();
        string answer = $"{query.Length + 16:x4}12348180{Convert.ToHexStringLower(query.AsSpan(4, 2))}00010000" + "0000" + Convert.ToHexStringLower(query.AsSpan(12)) + "c00c0001000100000258" + "0004ac120002";
        Assert.Equal(answer + answer, container.Output);
        Assert.Equal(0, record.ExitCode);   // its own server ran
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Container Make(ResolverRequest resolver, string command) => new(r => r with { Resolver = resolver }, "sh", "-c", command);

    private ResolverRequest Resolver() => new() { Tables = [_folder + "/n.names"] };

    private void Publish(string lines)
    {
        File.WriteAllText(_folder + "/new", "berth-names 1 n\n" + lines);
        File.Move(_folder + "/new", _folder + "/n.names", overwrite: true);
    }

    // Every name is 9.9.9.1.
    private static async Task ServeAsync(UdpClient socket)
    {
        try
        {
            while (true)
            {
                UdpReceiveResult query = await socket.ReceiveAsync();
                byte[] reply = [.. query.Buffer, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 9, 9, 9, 1];
                (reply[2], reply[3], reply[7]) = (0x81, 0x80, 1);
                await socket.SendAsync(reply, query.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            return;
        }
    }
}
