using System.Net;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Containers' published ports: taken on the host, led to the container, moved with its way out. Under the networks' lock.</summary>
internal sealed class PortPublisher(
    NetworkingOptions options, NetworkKernel kernel, Firewall firewall, ForwardingSwitch forwarding, NetworkCatalog catalog,
    ContainerBook book, Action<Exception> failed)
{
    private readonly PortBinder _binder = new();

    /// <summary>Takes the ports that a container asks for. None on internal networks, which have no way in.</summary>
    /// <exception cref="DockerException">One can't be had.</exception>
    public (ContainerNetworkRecord Record, IReadOnlyList<SafeFileHandle> Sockets) Bind(ContainerNetworkRecord record, IReadOnlyList<PortRequest> requests)
    {
        var targets = TargetsOf(record);
        if (requests.Count == 0 || !targets.Any)
        {
            return (record, []);
        }

        var gateway = record.GatewayEndpoint(six: false) ?? record.GatewayEndpoint(six: true)!;
        try
        {
            var (ports, sockets) = _binder.Bind(requests, targets, request => !(request.Open ?? options.OpenPorts) && firewall.CanGuard, (protocol, host) => OwnerOf(record.ContainerId, protocol, host));
            return (record with { Ports = ports }, sockets);
        }
        catch (DockerException e)
        {
            throw new DockerException(
                e.Kind, $"driver failed programming external connectivity on endpoint {record.Name} ({gateway.EndpointId}): {e.Message}", e);
        }
    }

    /// <summary>Where a container's ports lead to: the networks by which it goes out.</summary>
    public PortTargets TargetsOf(ContainerNetworkRecord record)
    {
        var (four, six) = (record.GatewayEndpoint(six: false), record.GatewayEndpoint(six: true));
        var network = (four ?? six) is { } endpoint ? catalog.FindById(endpoint.NetworkId) : null;
        return new PortTargets(four?.Address4, six?.Address6, network?.HostBinding, forwarding.HasIpv6);
    }

    private string? OwnerOf(string containerId, string protocol, IPEndPoint host) => book.All
        .FirstOrDefault(c => c.ContainerId != containerId && c.Ports.Any(p => p.Protocol == protocol && p.Meets(host)))?.Name;

    /// <summary>Puts ports into the packet filter in place of others, all at once.</summary>
    public void Publish(IReadOnlyList<PublishedPort> before, IReadOnlyList<PublishedPort> after)
    {
        firewall.Change(before.SelectMany(p => p.Elements), after.SelectMany(p => p.Elements));
        foreach (var port in before.Concat(after).Where(p => p.Protocol == "udp").DistinctBy(p => p.Host))
        {
            ForgetFlows(port);
        }
    }

    private void ForgetFlows(PublishedPort port)
    {
        var host = port.Host.Address;
        bool all = host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any);
        try
        {
            kernel.Netfilter.ForgetUdp(kernel.Batch, host.IsIpv6() ? NftFamily.Ip6 : NftFamily.Ip, all ? null : host, port.HostPort);
        }
        catch (LinuxException e)
        {
            failed(e);   // a client that never pauses goes on to the old target: no reason to fail
        }
    }
}
