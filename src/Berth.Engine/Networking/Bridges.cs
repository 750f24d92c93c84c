using System.Net;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// The bridges of networks. One is up from the network's making, or after a restart of the engine from its first use, until the network is removed or the
/// engine ends with no container on it. With the first comes the <see cref="Firewall"/>; it goes with the last. Under the networks' lock.
/// </summary>
internal sealed class Bridges(NetworkNames names, NetworkKernel kernel, Firewall firewall, LinkRemover remover, Lock gate) : IDisposable
{
    private const int LinkLocalPrefix = 64;

    // Removing the firewall and making it again right after takes the kernel a hundred milliseconds: not between a "down" and the "up" after it.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly HashSet<NetworkState> _up = [];
    private readonly ManualResetEventSlim _ended = new();
    private int _timesUnused;

    /// <summary>The networks whose bridges are up.</summary>
    public IReadOnlyCollection<NetworkState> AllUp => _up;

    /// <summary>Makes a network's bridge, if it isn't there: link, addresses, elements of the packet filter.</summary>
    public void Up(NetworkState network)
    {
        if (!network.HasBridge || network.BridgeIndex != 0)
        {
            return;
        }

        firewall.Ensure(network.Network.EnableIPv6);
        try
        {
            AddLink(network);
            Adopt(network, Configure(network));
        }
        catch
        {
            RemoveUnusedFirewallLater();
            throw;
        }
    }

    /// <summary>A network's bridge is there: of an earlier engine, which ended.</summary>
    public void Adopt(NetworkState network, int index)
    {
        network.BridgeIndex = index;
        _up.Add(network);
    }

    /// <summary>Makes a bridge again that somebody deleted.</summary>
    public void Renew(NetworkState network)
    {
        network.BridgeIndex = 0;
        Up(network);
    }

    /// <summary>
    /// Takes a network's bridge away. Its addresses and routes are gone at once, so that another may have the subnet; the link goes a little later.
    /// </summary>
    public void Down(NetworkState network)
    {
        if (!_up.Remove(network))
        {
            return;
        }

        firewall.Change(Elements(network), []);
        kernel.Batch.Clear();
        foreach (var subnet in network.Record.Subnets)
        {
            kernel.Batch.DeleteAddress(network.BridgeIndex, subnet.GatewayAddress, subnet.Parsed.PrefixLength).Tolerate(Errno.EADDRNOTAVAIL, Errno.ENODEV);
        }

        kernel.Route.Send(kernel.Batch);
        remover.Remove(network.Record.Bridge);
        network.BridgeIndex = 0;
        network.Leaving.Clear();
        RemoveUnusedFirewallLater();
    }

    /// <summary>No bridge comes or goes any more.</summary>
    public void Dispose()
    {
        _ended.Set();
        RemoveUnusedFirewall();
    }

    /// <summary>What stands in the packet filter for a network.</summary>
    public static IEnumerable<FirewallElement> Elements(NetworkState network) =>
        FirewallElement.OfNetwork(network.Record.Bridge, network.Masquerade, network.Gateways);

    /// <summary>The networks that this host's routes lead to, those by our own bridges apart.</summary>
    public List<IPNetwork> HostNetworks()
    {
        var ours = kernel.Route.ListLinks(kernel.Batch).Where(l => (l.Group & ~1u) == names.Bridges).Select(l => l.Index).ToHashSet();
        return [.. kernel.Route.ListRoutes(kernel.Batch).Where(r => !ours.Contains(r.Link)).Select(r => r.Destination)];
    }

    private void AddLink(NetworkState network)
    {
        string bridge = network.Record.Bridge;
        try
        {
            kernel.Route.Send(kernel.Batch
                .AddBridge(bridge, network.Network.Internal ? names.Internal : names.Bridges, network.BridgeAddress, network.Mtu)
                .LinkUp(bridge, linkLocal: false, (Ipv4LinkSetting.RouteLocalNet, 1)));
        }
        catch (LinuxException e) when (e.Errno == Errno.EEXIST)
        {
            throw new DockerException(DockerErrorKind.Conflict, $"cannot create network {network.Name}: this host has a link {bridge} already", e);
        }
    }

    private int Configure(NetworkState network)
    {
        string bridge = network.Record.Bridge;
        bool six = network.Network.EnableIPv6;
        try
        {
            int index = kernel.Route.IndexOfLink(kernel.Batch, bridge);
            if (six && Sysctl.Read($"net/ipv6/conf/{bridge}/disable_ipv6") == 1)
            {
                Sysctl.Write($"net/ipv6/conf/{bridge}/disable_ipv6", 0);
            }

            kernel.Batch.Clear();
            foreach (var subnet in network.Record.Subnets)
            {
                kernel.Batch.AddAddress(index, subnet.GatewayAddress, subnet.Parsed.PrefixLength);
            }

            if (six)
            {
                // The kernel's own would be on trial for a second, in which no neighbour is asked for on behalf of others.
                kernel.Batch.AddAddress(index, network.BridgeAddress.ToLinkLocal(), LinkLocalPrefix);
            }

            kernel.Route.Send(kernel.Batch);
            firewall.Change([], Elements(network));
            return index;
        }
        catch
        {
            remover.Remove(bridge);
            throw;
        }
    }

    // In a thread of its own: one of the pool may be in another network namespace than the caller's, and turn another's switches.
    private void RemoveUnusedFirewallLater()
    {
        if (_up.Count > 0)
        {
            return;
        }

        int times = ++_timesUnused;
        new Thread(() =>
        {
            _ended.Wait(Grace);
            lock (gate)
            {
                if (times == _timesUnused)
                {
                    RemoveUnusedFirewall();
                }
            }
        }) { IsBackground = true, Name = "unused firewall" }.Start();
    }

    private void RemoveUnusedFirewall()
    {
        if (_up.Count == 0 && firewall.Active)
        {
            firewall.Remove();
        }
    }
}
