using System.Net;
using Berth.Docker;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Tells what a container has of the network: to inspect, its monitor, its files. Under the networks' lock.</summary>
internal sealed class NetworkDescription(
    NetworkingOptions options, NetworkStore store, NetworkCatalog catalog, PortPublisher ports)
{
    /// <summary>What the container and its monitor are given.</summary>
    public NetworkSetup Of(ContainerNetworkRecord record, SafeFileHandle? there, IReadOnlyList<SafeFileHandle> sockets)
    {
        var named = record.Endpoints.Where(e => e.Names is not null).ToList();
        var (resolvConf, upstreams) = NetworkTexts.ResolvConf(record.Request, named.Count > 0, options.ResolvConf);
        bool linked = record.Endpoints.Any(e => e.Link.Length > 0);
        var gateway = (record.GatewayEndpoint(six: false) ?? record.Endpoints.FirstOrDefault(e => e.Link.Length > 0)) is { } endpoint
            ? catalog.FindById(endpoint.NetworkId)!.Gateways.FirstOrDefault()
            : record.Request.NetworkMode == "host" ? IPAddress.Loopback : null;
        var warnings = new List<string>();
        if (record.Request.PortBindings is { Count: > 0 } && linked && !ports.TargetsOf(record).Any)
        {
            warnings.Add("Published ports are discarded: the container is on internal networks only");
        }

        return new NetworkSetup
        {
            Namespace = there,
            Settings = record.ToSettings(),
            Ports = [.. record.Ports.Select(p => p.Held)],
            Sockets = sockets,
            Resolver = named.Count > 0 || (upstreams.Count > 0 && linked)
                ? new ResolverRequest
                {
                    Tables =
                    [
                        .. named.Select(e => store.NamesFile(e.NetworkId)),
                        .. named.Where(e => e.Asked.Links is { Count: > 0 }).Select(e => store.LinksFile(e.NetworkId, record.ContainerId)),
                    ],
                    Upstreams = upstreams,
                    Internal = record.Endpoints.All(e => e.Internal),
                }
                : null,
            Hosts = NetworkTexts.Hosts(record, gateway),
            ResolvConf = resolvConf,
            Warnings = warnings,
        };
    }

    /// <summary>A container's names on a network in Docker's order: the name, aliases, the short id, the hostname. None on the default network, where nothing
    /// resolves names.</summary>
    public static List<string>? NamesOn(NetworkState? network, ContainerNetworkRequest request, EndpointSettings? asked)
    {
        if (network is null || !network.HasBridge || network.IsDefault)
        {
            return null;
        }

        var names = new List<string> { request.Name };
        foreach (string name in (string[])[.. asked?.Aliases ?? [], request.ContainerId[..Math.Min(12, request.ContainerId.Length)], request.Hostname])
        {
            if (name.Length > 0 && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return names;
    }
}
