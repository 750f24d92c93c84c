using System.Net;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The name server's sockets in a container's network namespace: 127.0.0.11, port 53 to whoever is in there.</summary>
internal sealed class NameSockets : IDisposable
{
    private const int Backlog = 16;

    private readonly SafeFileHandle _networkNamespace;

    private NameSockets(SafeFileHandle networkNamespace, SafeFileHandle udp, SafeFileHandle tcp)
    {
        _networkNamespace = networkNamespace;
        Udp = udp;
        Tcp = tcp;
    }

    public SafeFileHandle Udp { get; }

    public SafeFileHandle Tcp { get; }

    /// <summary>Opens them and makes the rules that lead to them. The namespace stays the caller's, and must stay open for as long as these.</summary>
    /// <exception cref="LinuxException">The kernel refuses.</exception>
    public static NameSockets Open(SafeFileHandle networkNamespace) => NetworkNamespace.Enter(networkNamespace, () =>
    {
        var any = new InetEndpoint(new IPAddress([127, 0, 0, 11]), 0);
        SafeFileHandle? udp = null, tcp = null;
        try
        {
            udp = InetSocket.CreateUdp(six: false);
            tcp = InetSocket.CreateTcp(six: false);
            InetSocket.Bind(udp, any);
            InetSocket.Bind(tcp, any);
            InetSocket.Listen(tcp, Backlog);
            NameServerRules.Add(InetSocket.LocalEndpoint(udp).Port, InetSocket.LocalEndpoint(tcp).Port);
            return new NameSockets(networkNamespace, udp, tcp);
        }
        catch
        {
            udp?.Dispose();
            tcp?.Dispose();
            throw;
        }
    });

    /// <summary>Takes the rules away; the namespace goes on without a server.</summary>
    public void RemoveRules() => NetworkNamespace.Enter(_networkNamespace, () =>
    {
        NameServerRules.Remove();
        return 0;
    });

    public void Dispose()
    {
        Udp.Dispose();
        Tcp.Dispose();
    }
}
