using System.Net;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// Takes ports of the host by binding a socket to each: what is bound can't be taken by anybody else, and what can't be bound is somebody's. Under the
/// networks' lock.
/// </summary>
internal sealed class PortBinder
{
    private const string LocalRange = "net/ipv4/ip_local_port_range";
    private const int DefaultFirst = 32768, DefaultLast = 60999;

    private int _next;

    /// <summary>Takes the ports that a container asks for.</summary>
    /// <param name="requests">In the order in which they are to be taken.</param>
    /// <param name="ends">Where they lead to.</param>
    /// <param name="guarded">Whether the host's INPUT rules decide about one.</param>
    /// <param name="owner">The name of this engine's own container that has a port already, or null.</param>
    /// <returns>Ports and sockets, one for each, in the same order.</returns>
    /// <exception cref="DockerException">One can't be had. All that were taken are given back.</exception>
    public (List<PublishedPort> Ports, List<SafeFileHandle> Sockets) Bind(
        IReadOnlyList<PortRequest> requests, PortTargets ends, Func<PortRequest, bool> guarded, Func<string, IPEndPoint, string?> owner)
    {
        var ports = new List<PublishedPort>();
        var sockets = new List<SafeFileHandle>();
        try
        {
            foreach (var request in requests)
            {
                Bind(request, ends, guarded, owner, ports, sockets);
            }

            return (ports, sockets);
        }
        catch
        {
            sockets.ForEach(s => s.Dispose());
            throw;
        }
    }

    private void Bind(
        PortRequest request, PortTargets ends, Func<PortRequest, bool> guarded, Func<string, IPEndPoint, string?> owner, List<PublishedPort> ports, List<SafeFileHandle> sockets)
    {
        var hosts = ends.HostsOf(request.Host);
        DockerException? last = null;
        foreach (int port in Candidates(request.Ports))
        {
            try
            {
                sockets.AddRange(BindAll(request, [.. hosts.Select(h => new IPEndPoint(h, port))], ends, owner));
                ports.AddRange(hosts.Select(host => new PublishedPort
                {
                    Protocol = request.Protocol, ContainerPort = request.ContainerPort, HostIp = host.ToString(), HostPort = port,
                    Target = ends.TargetOf(host).ToString(), Guarded = guarded(request),
                }));
                return;
            }
            catch (PortTakenException e) when (request.Ports is not { Count: 1 })
            {
                last ??= new DockerException(DockerErrorKind.System, e.Message, e);
            }
            catch (PortTakenException e)
            {
                throw new DockerException(DockerErrorKind.System, e.Message, e);
            }
        }

        throw last ?? new DockerException(DockerErrorKind.System, $"no host port is free for {request.ContainerPort}/{request.Protocol}");
    }

    private static List<SafeFileHandle> BindAll(PortRequest request, List<IPEndPoint> hosts, PortTargets ends, Func<string, IPEndPoint, string?> owner)
    {
        var sockets = new List<SafeFileHandle>();
        try
        {
            foreach (var host in hosts)
            {
                if (owner(request.Protocol, host) is { } name)
                {
                    throw new PortTakenException($"Bind for {host} failed: port is already allocated (by container {name})");
                }

                sockets.Add(BindOne(request, host, ends));
            }

            return sockets;
        }
        catch
        {
            sockets.ForEach(s => s.Dispose());
            throw;
        }
    }

    private static SafeFileHandle BindOne(PortRequest request, IPEndPoint host, PortTargets ends)
    {
        try
        {
            return request.Protocol == "tcp" ? HeldSocket.Listen(host) : HeldSocket.BindUdp(host);
        }
        catch (LinuxException e)
        {
            // Docker's words: address, port and where they should lead to, then the kernel's.
            string place = $"failed to bind host port for {host}:{new IPEndPoint(ends.TargetOf(host.Address), request.ContainerPort)}/{request.Protocol}";
            switch (e.Errno)
            {
                case Errno.EADDRINUSE:
                    string? holder = SocketHolder.Find(request.Protocol, host);
                    throw new PortTakenException($"{place}: address already in use{(holder is null ? "" : $" (held by {holder})")}");
                case Errno.EADDRNOTAVAIL:
                    throw new DockerException(DockerErrorKind.System, $"{place}: cannot assign requested address (no link of this host has {host.Address})", e);
                default:
                    throw new DockerException(DockerErrorKind.System, $"{place}: {Errno.Describe(e.Errno)}", e);
            }
        }
    }

    // Any free port: upwards through the kernel's range for such, from where the last was found.
    private IEnumerable<int> Candidates(PortRange? range)
    {
        if (range is { } asked)
        {
            for (int port = asked.First; port <= asked.Last; port++)
            {
                yield return port;
            }

            yield break;
        }

        var (first, last) = ReadLocalRange();
        for (int tried = first; tried <= last; tried++)
        {
            _next = _next < first || _next > last ? first : _next;
            yield return _next++;
        }
    }

    private static (int First, int Last) ReadLocalRange() =>
        Sysctl.ReadText(LocalRange)?.Split('\t', ' ') is [var first, .., var last] && int.TryParse(first, out int from) && int.TryParse(last, out int to)
            ? (from, to)
            : (DefaultFirst, DefaultLast);

    private sealed class PortTakenException(string message) : Exception(message);
}
