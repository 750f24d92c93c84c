using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The sockets on the host that reserve the container's published ports. What arrives at them, because the packet filter did not take it (<c>[::1]</c>, a host
/// without route_localnet), is relayed to the container.</summary>
internal sealed class HeldPorts(MonitorParts parts) : IDisposable
{
    private readonly List<IDisposable> _held = [];
    private IReadOnlyList<SafeFileHandle> _sockets = [];

    /// <summary>Holds these ports and no others. Connections that run go on.</summary>
    /// <param name="ports">The ports.</param>
    /// <param name="sockets">Their sockets, taken over; none for the ones that are held, in the same order, which lead somewhere else from now on.</param>
    public void Hold(IReadOnlyList<HeldPort> ports, IReadOnlyList<SafeFileHandle> sockets)
    {
        if (sockets.Count == 0 && ports.Count == _sockets.Count)
        {
            sockets = [.. _sockets.Select(socket => FileCalls.Duplicate(socket))];
        }
        Dispose();
        _sockets = sockets;
        for (int i = 0; i < sockets.Count; i++)
        {
            FileCalls.SetNonBlocking(sockets[i], true);
            if (i >= ports.Count || !InetEndpoint.TryParse(Target(ports[i]), ports[i].TargetPort, out InetEndpoint target))
            {
                _held.Add(sockets[i]);   // reserved, and nowhere to go
            }
            else if (ports[i].Protocol == "udp")
            {
                _held.Add(new UdpHolder(parts, sockets[i], target));
            }
            else
            {
                _held.Add(new TcpHolder(parts, sockets[i], target));
            }
        }
    }

    public void Dispose()
    {
        foreach (IDisposable held in _held)
        {
            held.Dispose();
        }
        _held.Clear();
    }

    private static string Target(HeldPort port) => port.TargetAddress.Contains(':', StringComparison.Ordinal) ? $"[{port.TargetAddress}]" : port.TargetAddress;
}
