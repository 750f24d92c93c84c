using Berth.Docker;

namespace Berth.Compose;

/// <summary>Translates a service's networks into a network mode and endpoints.</summary>
internal sealed class NetworkRequests(ComposeProject project, ServiceConfig service, ContainerRole role)
{
    private const string InterfaceOption = "com.docker.network.endpoint.ifname";

    /// <summary>The mode (the first network's name, or what the service says) and the endpoint on each network.</summary>
    public (string Mode, NetworkingConfig? Networking) Build(IReadOnlyList<string> links)
    {
        if (service.NetworkMode.Length > 0) return (service.NetworkMode, null);
        if (project.Networks.Count == 0 || service.Networks.Count == 0) return ("none", null);

        var keys = ByPriority();
        var endpoints = new SortedDictionary<string, EndpointSettings?>(StringComparer.Ordinal);
        for (int i = 0; i < keys.Count; i++)
        {
            // Two keys may name one network: the first one that is asked for stands.
            string name = project.Networks[keys[i]].Name;
            if (!endpoints.ContainsKey(name)) endpoints[name] = Endpoint(service.Networks[keys[i]], links, i == 0);
        }

        return (project.Networks[keys[0]].Name, new NetworkingConfig { EndpointsConfig = endpoints });
    }

    private List<string> ByPriority() =>
        [.. service.Networks.OrderByDescending(n => n.Value?.Priority ?? 0).ThenBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Key)];

    private EndpointSettings Endpoint(ServiceNetwork? network, IReadOnlyList<string> links, bool first)
    {
        string own = network?.MacAddress ?? "";
        if (first && own.Length > 0 && service.MacAddress.Length > 0 && own != service.MacAddress)
        {
            throw new ComposeException(service.SpanOf("mac_address"), "the service's mac_address differs from its first network's");
        }

        return new EndpointSettings
        {
            Aliases = Aliases(network),
            Links = links.Count > 0 ? links : null,
            IPAddress = network?.Ipv4Address ?? "",
            IPAMConfig = network is null ? null : Addresses(network),
            MacAddress = own.Length == 0 && first ? service.MacAddress : own,
            DriverOpts = DriverOptions(network),
            GwPriority = network?.GatewayPriority ?? 0,
        };
    }

    private static EndpointIPAMConfig Addresses(ServiceNetwork network) => new()
    {
        IPv4Address = network.Ipv4Address.Length > 0 ? network.Ipv4Address : null,
        IPv6Address = network.Ipv6Address.Length > 0 ? network.Ipv6Address : null,
        LinkLocalIPs = network.LinkLocalIps.Count > 0 ? network.LinkLocalIps : null,
    };

    private List<string> Aliases(ServiceNetwork? network)
    {
        var aliases = new List<string>();
        if (role.Number > 0) aliases.Add(ComposeNames.Container(project, service, role.Number));
        if (!role.UseAliases) return aliases;
        aliases.Add(service.Name);
        if (network is not null) aliases.AddRange(network.Aliases);
        return aliases;
    }

    private static IReadOnlyDictionary<string, string>? DriverOptions(ServiceNetwork? network)
    {
        if (network is null) return null;
        if (network.InterfaceName.Length == 0 || network.DriverOpts.ContainsKey(InterfaceOption)) return network.DriverOpts.Count > 0 ? network.DriverOpts : null;
        return new Dictionary<string, string>(network.DriverOpts, StringComparer.Ordinal) { [InterfaceOption] = network.InterfaceName };
    }
}
