using System.Net;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Turns what a user asks for into a network: checks it, and decides its subnets.</summary>
internal sealed class NetworkDefinition(AddressPools pools)
{
    private const string OptionBridge = "com.docker.network.bridge.name", OptionGatewayMode4 = "com.docker.network.bridge.gateway_mode_ipv4";
    private const string OptionGatewayMode6 = "com.docker.network.bridge.gateway_mode_ipv6";
    private const int LongestLinkName = 15;

    /// <summary>Refuses what makes no sense. The texts are Docker's where Docker has one.</summary>
    public static void Check(NetworkCreateRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
        {
            throw Invalid("invalid name: name is empty");
        }

        if (request.Name.Any(char.IsControl))
        {
            throw Invalid($"invalid name: \"{string.Concat(request.Name.Where(c => !char.IsControl(c)))}\" has control characters");
        }

        if (request.Name is "bridge" or "host" or "none" or "default")
        {
            throw new DockerException(DockerErrorKind.Forbidden, $"operation is not permitted on predefined {request.Name} network");
        }

        CheckDriver(request.Driver);
        CheckKind(request);
        if (request.EnableIPv4 == false && request.EnableIPv6 != true)
        {
            throw Invalid("IPv4 or IPv6 must be enabled");
        }

        CheckOptions(request.Options ?? new Dictionary<string, string>());
        CheckAddresses(request.IPAM?.Config ?? []);
    }

    /// <summary>The network's record.</summary>
    /// <param name="request">Checked.</param>
    /// <param name="id">Its new id.</param>
    /// <param name="created">Now.</param>
    /// <param name="own">The subnets of this engine's other networks.</param>
    /// <param name="taken">All that must not be chosen: of other networks, other engines, the host.</param>
    public NetworkRecord Make(NetworkCreateRequest request, string id, DateTimeOffset created, IReadOnlyList<IPNetwork> own, IReadOnlyList<IPNetwork> taken)
    {
        bool four = request.EnableIPv4 ?? true, six = request.EnableIPv6 ?? false;
        var asked = (request.IPAM?.Config ?? []).Where(c => !string.IsNullOrEmpty(c.Subnet)).ToList();
        var subnets = new List<Subnet>();
        var shown = new List<IPAMConfig>();
        foreach (bool family in (ReadOnlySpan<bool>)[false, true])
        {
            var chosen = asked.Where(c => IPNetwork.Parse(c.Subnet!).IsIpv6() == family).ToList();
            if (!(family ? six : four))
            {
                shown.AddRange(chosen);   // what isn't enabled is remembered and has no effect
            }
            else if (chosen.Count > 0)
            {
                subnets.AddRange(chosen.Select(c => OfUser(c, own)));
                shown.AddRange(chosen);
            }
            else
            {
                var subnet = OfPools(family ? pools.ChooseIpv6(taken) : pools.ChooseIpv4(taken));
                subnets.Add(subnet);
                shown.Add(new IPAMConfig { Subnet = subnet.Network, Gateway = subnet.Gateway });
            }
        }

        return Record(request, id, created, subnets, shown);
    }

    private static NetworkRecord Record(NetworkCreateRequest request, string id, DateTimeOffset created, List<Subnet> subnets, List<IPAMConfig> shown)
    {
        var options = request.Options ?? new Dictionary<string, string>();
        return new NetworkRecord
        {
            Bridge = options.GetValueOrDefault(OptionBridge) is { Length: > 0 } named ? named : NetworkNames.BridgeOf(id),
            Subnets = subnets,
            Network = new Network
            {
                Name = request.Name, Id = id, Created = DockerTimestamps.Format(created), Scope = "local", Driver = "bridge",
                EnableIPv4 = request.EnableIPv4 ?? true, EnableIPv6 = request.EnableIPv6 ?? false,
                IPAM = new NetworkIPAM { Driver = "default", Options = request.IPAM?.Options ?? new Dictionary<string, string>(), Config = shown },
                Internal = request.Internal, Attachable = request.Attachable, Options = options, Labels = request.Labels ?? new Dictionary<string, string>(),
            },
        };
    }

    /// <summary>The network <c>bridge</c>, with the first subnet of the pools that is free.</summary>
    public NetworkRecord MakeDefault(string id, string bridge, DateTimeOffset created, IReadOnlyList<IPNetwork> taken)
    {
        var subnet = OfPools(pools.ChooseIpv4(taken));
        return new NetworkRecord
        {
            Bridge = bridge,
            Subnets = [subnet],
            Network = Predefined("bridge", "bridge", id, created) with
            {
                IPAM = new NetworkIPAM { Driver = "default", Config = [new IPAMConfig { Subnet = subnet.Network, Gateway = subnet.Gateway }] },
                Options = new Dictionary<string, string>
                {
                    ["com.docker.network.bridge.default_bridge"] = "true",
                    ["com.docker.network.bridge.enable_icc"] = "true",
                    ["com.docker.network.bridge.enable_ip_masquerade"] = "true",
                    ["com.docker.network.bridge.host_binding_ipv4"] = "0.0.0.0",
                    [OptionBridge] = bridge,
                    ["com.docker.network.driver.mtu"] = "1500",
                },
            },
        };
    }

    /// <summary>The networks <c>host</c> and <c>none</c>.</summary>
    public static NetworkRecord MakeWithoutBridge(string name, string driver, string id, DateTimeOffset created) =>
        new() { Network = Predefined(name, driver, id, created) with { IPAM = new NetworkIPAM { Driver = "default" } } };

    private static Network Predefined(string name, string driver, string id, DateTimeOffset created) =>
        new() { Name = name, Id = id, Created = DockerTimestamps.Format(created), Scope = "local", Driver = driver, EnableIPv4 = true };

    private static Subnet OfPools(IPNetwork network) =>
        new() { Network = network.ToString(), Range = network.ToString(), Gateway = (network.Bounds().First + 1).ToAddress(network.IsIpv6()).ToString() };

    private static Subnet OfUser(IPAMConfig config, IReadOnlyList<IPNetwork> own)
    {
        var network = IPNetwork.Parse(config.Subnet!);
        if (own.Any(o => o.Overlaps(network)))
        {
            throw new DockerException(DockerErrorKind.Forbidden, "invalid pool request: Pool overlaps with other one on this address space");
        }

        string[] reserved = [.. config.AuxiliaryAddresses?.Values ?? []];
        string range = string.IsNullOrEmpty(config.IPRange) ? network.ToString() : config.IPRange;
        return new Subnet
        {
            Network = network.ToString(), Range = range, Reserved = reserved, Chosen = true,
            Gateway = string.IsNullOrEmpty(config.Gateway) ? FirstFree(network, IPNetwork.Parse(range), reserved) : config.Gateway,
        };
    }

    // The bridge gets the first address that containers could have had.
    private static string FirstFree(IPNetwork network, IPNetwork range, string[] reserved)
    {
        var (first, last) = range.Bounds();
        var networkFirst = network.Bounds().First;
        for (var at = first; at <= last; at++)
        {
            string address = at.ToAddress(network.IsIpv6()).ToString();
            if ((at != networkFirst || first == last) && !reserved.Contains(address))
            {
                return address;
            }
        }

        throw Invalid($"no address is left for a gateway in {range}");
    }

    private static void CheckKind(NetworkCreateRequest request)
    {
        if (request.ConfigOnly || request.ConfigFrom is { Network.Length: > 0 } || request.Ingress || request.Scope is not ("" or "local"))
        {
            throw new DockerException(DockerErrorKind.NotImplemented, "networks of a swarm and configuration-only networks are not supported");
        }

        if (request.IPAM is { Driver: not ("" or "default") } ipam)
        {
            throw new DockerException(DockerErrorKind.NotFound, $"could not find ipam driver {ipam.Driver}: plugin \"{ipam.Driver}\" not found");
        }
    }

    private static void CheckDriver(string driver)
    {
        switch (driver)
        {
            case "" or "bridge" or "default":
                break;
            case "host" or "null":
                throw new DockerException(DockerErrorKind.Forbidden, $"only one instance of \"{driver}\" network is allowed");
            default:
                throw new DockerException(DockerErrorKind.NotFound, $"plugin \"{driver}\" not found");
        }
    }

    private static void CheckOptions(IReadOnlyDictionary<string, string> options)
    {
        if (options.GetValueOrDefault(OptionBridge) is { Length: > LongestLinkName } bridge)
        {
            throw Invalid($"invalid bridge name {bridge}: a link's name has {LongestLinkName} characters at most");
        }

        foreach (string mode in (ReadOnlySpan<string>)[OptionGatewayMode4, OptionGatewayMode6])
        {
            if (options.GetValueOrDefault(mode) is { } value && value is not ("" or "nat"))
            {
                throw new DockerException(DockerErrorKind.NotImplemented, $"{mode}={value} is not supported (nat is)");
            }
        }
    }

    // All that is wrong is told at once.
    private static void CheckAddresses(IReadOnlyList<IPAMConfig> configs)
    {
        var wrong = new List<string>();
        foreach (var config in configs)
        {
            CheckConfig(config, wrong);
        }

        if (wrong.Count > 0)
        {
            throw Invalid("invalid network config:\n" + string.Join('\n', wrong));
        }
    }

    private static void CheckConfig(IPAMConfig config, List<string> wrong)
    {
        if (string.IsNullOrEmpty(config.Subnet))
        {
            if (!string.IsNullOrEmpty(config.Gateway) || !string.IsNullOrEmpty(config.IPRange))
            {
                wrong.Add("an ip-range or gateway needs a subnet");
            }

            return;
        }

        if (ReadNetwork(config.Subnet, "subnet", wrong) is not { } subnet)
        {
            return;
        }

        if (!string.IsNullOrEmpty(config.IPRange) && ReadNetwork(config.IPRange, "ip-range", wrong) is { } range
            && !(subnet.Contains(range.BaseAddress) && range.PrefixLength >= subnet.PrefixLength))
        {
            wrong.Add($"invalid ip-range {config.IPRange}: parent subnet {config.Subnet} doesn't contain ip-range");
        }

        CheckAddress(config.Gateway, "gateway", subnet, wrong);
        foreach (string address in config.AuxiliaryAddresses?.Values ?? [])
        {
            CheckAddress(address, "auxiliary address", subnet, wrong);
        }
    }

    private static void CheckAddress(string? address, string what, IPNetwork subnet, List<string> wrong)
    {
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        if (!IPAddress.TryParse(address, out var parsed))
        {
            wrong.Add($"invalid {what} {address}: invalid address");
        }
        else if (!subnet.Contains(parsed))
        {
            wrong.Add($"invalid {what} {address}: parent subnet {subnet} doesn't contain this address");
        }
    }

    private static IPNetwork? ReadNetwork(string text, string what, List<string> wrong)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address) || !int.TryParse(text.AsSpan(slash + 1), out int length)
            || length < 0 || length > (address.IsIpv6() ? 128 : 32))
        {
            wrong.Add($"invalid {what} {text}: invalid CIDR block notation");
            return null;
        }

        int hostBits = (address.IsIpv6() ? 128 : 32) - length;
        var number = hostBits >= 128 ? UInt128.Zero : address.ToNumber() >> hostBits << hostBits;
        var network = new IPNetwork(number.ToAddress(address.IsIpv6()), length);
        if (!network.BaseAddress.Equals(address))
        {
            wrong.Add($"invalid {what} {text}: it should be {network}");
            return null;
        }

        return network;
    }

    private static DockerException Invalid(string text) => new(DockerErrorKind.InvalidParameter, text);
}
