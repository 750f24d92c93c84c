using Berth.Docker;

namespace Berth.Cli;

/// <summary>Networks from <c>--network</c> and the options that belong to the first of them.</summary>
/// <param name="Mode">What goes into the host configuration: the first network, or <c>default</c>.</param>
/// <param name="Endpoints">What to join, by name.</param>
internal sealed record NetworkOptions(string Mode, IReadOnlyDictionary<string, EndpointSettings?> Endpoints)
{
    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">Networks exclude each other, or an address is none.</exception>
    public static NetworkOptions Read(ParsedArguments arguments)
    {
        var networks = arguments.List("network"u8).ConvertAll(NetworkOption.Parse);
        if (networks.Count == 0)
            networks.Add(new NetworkOption { Name = "default" });
        networks[0] = WithSingleOptions(networks[0], arguments);
        var endpoints = new SortedDictionary<string, EndpointSettings?>(StringComparer.Ordinal);
        var anyJoined = false;
        foreach (var network in networks)
        {
            if (!network.IsJoined)
                continue;
            anyJoined = true;
            if (!endpoints.TryAdd(network.Name, network.ToEndpoint()))
                throw Wrong($"network {GoQuote.Double(network.Name)} is specified multiple times");
        }
        if (networks.Count > 1 && (!anyJoined || endpoints.Count < networks.Count))
            throw Wrong("conflicting options: cannot attach both user-defined and non-user-defined network-modes");
        return new NetworkOptions(networks[0].Name, endpoints);
    }

    // --ip, --network-alias and the like stand for the first network, unless its own long form says the same.
    private static NetworkOption WithSingleOptions(NetworkOption network, ParsedArguments arguments)
    {
        var aliases = arguments.List("network-alias"u8);
        var links = arguments.List("link"u8);
        var linkLocal = arguments.List("link-local-ip"u8);
        var (ip, ip6, mac) = (arguments.TextOrNull("ip"u8), arguments.TextOrNull("ip6"u8), arguments.TextOrNull("mac-address"u8));
        Exclude(aliases.FirstOrDefault(), network.Aliases.Count > 0 ? network.Aliases[0] : null, "--network-alias", "alias");
        Exclude(ip, network.Address, "--ip", "ip");
        Exclude(ip6, network.Address6, "--ip6", "ip6");
        Exclude(mac, network.MacAddress, "--mac-address", "mac-address");
        if (mac is not null && !IsMac(mac))
            throw Wrong($"{mac} is not a valid mac address");
        return network with
        {
            Aliases = aliases.Count > 0 ? aliases : network.Aliases,
            Links = network.IsUserDefined ? links : [],
            LinkLocal = linkLocal.Count > 0 ? linkLocal : network.LinkLocal,
            Address = ip ?? network.Address,
            Address6 = ip6 ?? network.Address6,
            MacAddress = mac ?? network.MacAddress,
        };
    }

    private static bool IsMac(string text)
    {
        if (text.Length != 17)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2 ? text[i] is not (':' or '-') : !char.IsAsciiHexDigit(text[i]))
                return false;
        }
        return true;
    }

    private static void Exclude(string? single, string? own, string option, string key)
    {
        if (single is not null && own is not null)
            throw Wrong($"conflicting options: cannot specify both {option} and per-network {key}");
    }

    private static UsageException Wrong(string message) => new(message) { ShowUsage = false };
}
