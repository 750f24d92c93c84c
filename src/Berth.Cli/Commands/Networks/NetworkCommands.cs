using System.Net;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>The commands about networks.</summary>
internal static class NetworkCommands
{
    /// <summary><c>network ls</c>.</summary>
    public static int List(CommandContext context)
    {
        var arguments = context.Arguments;
        var truncate = !arguments.Bool("no-trunc"u8);
        var rows = context.Client.Networks.ListAsync(FilterOption.Read(arguments.List("filter"u8))).GetAwaiter().GetResult()
            .OrderBy(static network => network.Name, NaturalOrder.Instance)
            .Select(network => new NetworkRow(network, truncate, context.Clock)).ToList();
        context.Out.Write(ListFormat.Parse(arguments.TextOrNull("format"u8) ?? context.Config.Text("networksFormat"u8), NetworkRow.Columns, arguments.Bool("quiet"u8) ? "ID" : null)
            .Print(rows, new NetworkRow(new Network(), truncate, context.Clock)));
        return ExitCodes.Success;
    }

    /// <summary><c>network create</c>.</summary>
    public static int Create(CommandContext context)
    {
        var arguments = context.Arguments;
        var configFrom = arguments.TextOrNull("config-from"u8);
        var response = context.Client.Networks.CreateAsync(new NetworkCreateRequest
        {
            Name = context.Words[0],
            Driver = configFrom is null || arguments.Has("driver"u8) ? arguments.Text("driver"u8) : "",
            Options = KeyValue.Map(arguments.List("opt"u8)),
            IPAM = new NetworkIPAM { Driver = arguments.Text("ipam-driver"u8), Options = KeyValue.Map(arguments.List("ipam-opt"u8)), Config = Pools(arguments) },
            Internal = arguments.Bool("internal"u8),
            EnableIPv4 = arguments.Has("ipv4"u8) ? arguments.Bool("ipv4"u8) : null,
            EnableIPv6 = arguments.Has("ipv6"u8) ? arguments.Bool("ipv6"u8) : null,
            Attachable = arguments.Bool("attachable"u8),
            Ingress = arguments.Bool("ingress"u8),
            Scope = arguments.Text("scope"u8),
            ConfigOnly = arguments.Bool("config-only"u8),
            ConfigFrom = configFrom is null ? null : new NetworkConfigReference { Network = configFrom },
            Labels = LabelOptions.Read(arguments),
        }).GetAwaiter().GetResult();
        if (response.Warning is { Length: > 0 } warning)
            context.Error.WriteLine("WARNING: " + warning);
        context.Out.WriteLine(response.Id);
        return ExitCodes.Success;
    }

    /// <summary><c>network rm</c>.</summary>
    public static int Remove(CommandContext context)
    {
        var force = context.Arguments.Bool("force"u8);
        return context.ForEach(context.Words, async (client, name) =>
        {
            try
            {
                await client.Networks.RemoveAsync(name).ConfigureAwait(false);
            }
            catch (DockerException e) when (force && e.Kind == DockerErrorKind.NotFound)
            {
                // Not there is as good as removed.
            }
        });
    }

    /// <summary><c>network connect</c>.</summary>
    public static int Connect(CommandContext context)
    {
        var arguments = context.Arguments;
        var linkLocal = arguments.Csv("link-local-ip"u8);
        var options = arguments.Csv("driver-opt"u8);
        var (address, address6) = (arguments.TextOrNull("ip"u8), arguments.TextOrNull("ip6"u8));
        var links = arguments.List("link"u8);
        var aliases = arguments.Csv("alias"u8);
        context.Client.Networks.ConnectAsync(context.Words[0], new NetworkConnectRequest
        {
            Container = context.Words[1],
            EndpointConfig = new EndpointSettings
            {
                IPAMConfig = new EndpointIPAMConfig { IPv4Address = address, IPv6Address = address6, LinkLocalIPs = linkLocal.Count > 0 ? linkLocal : null },
                Links = links.Count > 0 ? links : null,
                Aliases = aliases.Count > 0 ? aliases : null,
                DriverOpts = options.Count > 0 ? KeyValue.Map(options) : null,
                GwPriority = (int)arguments.Number("gw-priority"u8),
            },
        }).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }

    /// <summary><c>network disconnect</c>.</summary>
    public static int Disconnect(CommandContext context)
    {
        context.Client.Networks.DisconnectAsync(
            context.Words[0], new NetworkDisconnectRequest { Container = context.Words[1], Force = context.Arguments.Bool("force"u8) }).GetAwaiter().GetResult();
        return ExitCodes.Success;
    }

    // A pool a subnet; ranges, gateways and reserved addresses go to the subnet that holds them.
    private static List<IPAMConfig> Pools(ParsedArguments arguments)
    {
        var subnets = arguments.Csv("subnet"u8);
        var ranges = arguments.Csv("ip-range"u8);
        var gateways = arguments.Csv("gateway"u8);
        var reserved = arguments.List("aux-address"u8);
        if (subnets.Count < ranges.Count || subnets.Count < gateways.Count)
            throw Wrong("every ip-range or gateway must have a corresponding subnet");
        var pools = subnets.ConvertAll(static subnet => new IPAMConfig { Subnet = IPNetwork.TryParse(subnet, out _) ? subnet : throw Wrong($"invalid subnet {subnet}: not an address with a prefix length") });
        foreach (var range in ranges)
            Put(pools, range, $"no matching subnet for range {range}", pool => pool.IPRange is { Length: > 0 } ? throw Wrong($"cannot configure multiple ranges ({range}, {pool.IPRange}) on the same subnet ({pool.Subnet})") : pool with { IPRange = range });
        foreach (var gateway in gateways)
            Put(pools, gateway, $"no matching subnet for gateway {gateway}", pool => pool.Gateway is { Length: > 0 } ? throw Wrong($"cannot configure multiple gateways ({gateway}, {pool.Gateway}) for the same subnet ({pool.Subnet})") : pool with { Gateway = gateway });
        foreach (var address in reserved)
        {
            var (name, value) = KeyValue.Split(address);
            Put(pools, value ?? "", $"no matching subnet for aux-address {value}", pool => pool with
            {
                AuxiliaryAddresses = new SortedDictionary<string, string>(pool.AuxiliaryAddresses?.ToDictionary() ?? [], StringComparer.Ordinal) { [name] = value! },
            });
        }
        return pools;
    }

    private static void Put(List<IPAMConfig> pools, string address, string error, Func<IPAMConfig, IPAMConfig> change)
    {
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var at = IPAddress.TryParse(slash < 0 ? address : address[..slash], out var ip)
            ? pools.FindIndex(pool => IPNetwork.TryParse(pool.Subnet, out var subnet) && subnet.Contains(ip))
            : -1;
        if (at < 0)
            throw Wrong(error);
        pools[at] = change(pools[at]);
    }

    private static UsageException Wrong(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
