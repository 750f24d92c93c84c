using System.Net;
using System.Text;

namespace Berth.Engine;

/// <summary>
/// What a network's names stand for, in a file for the monitors' name servers, replaced in one piece at each change.
/// <para>
/// Lines end with a line feed, words are separated by one space. The first is <c>berth-names 1 NETWORK</c>. Each other is a name and its addresses, IPv4's
/// first, in the order in which their containers came; a name stands in one line. Containers' own names come before all others: the first line that has
/// an address tells its name (with the network's behind a dot) to who asks for it backwards.
/// </para>
/// </summary>
internal static class NamesFile
{
    /// <summary>The text for a network's endpoints.</summary>
    public static byte[] Text(NetworkState network)
    {
        var lines = new OrderedDictionary<string, List<IPAddress>>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in network.Endpoints.Values.Where(e => e.Names is { Count: > 0 }))
        {
            Add(lines, endpoint.Names![0], endpoint);
        }

        foreach (var endpoint in network.Endpoints.Values)
        {
            foreach (string name in endpoint.Names?.Skip(1) ?? [])
            {
                Add(lines, name, endpoint);
            }
        }

        return Text(network, lines);
    }

    /// <summary>The text for one container's links on a network, <c>CONTAINER:ALIAS</c> each: of the same form.</summary>
    public static byte[] LinksText(NetworkState network, IReadOnlyList<string> links)
    {
        var lines = new OrderedDictionary<string, List<IPAddress>>(StringComparer.OrdinalIgnoreCase);
        foreach (string[] link in links.Select(l => l.Split(':', 2)))
        {
            string wanted = link[0].TrimStart('/');
            foreach (var (container, endpoint) in network.Endpoints)
            {
                if (endpoint.Names is [var name, ..] && (name == wanted || (wanted.Length >= 12 && container.StartsWith(wanted, StringComparison.Ordinal))))
                {
                    Add(lines, link[^1], endpoint);
                }
            }
        }

        return Text(network, lines);
    }

    private static byte[] Text(NetworkState network, OrderedDictionary<string, List<IPAddress>> lines)
    {
        var text = new StringBuilder("berth-names 1 ").Append(network.Name).Append('\n');
        foreach (var (name, addresses) in lines)
        {
            text.Append(name);
            foreach (var address in addresses.OrderBy(a => a.IsIpv6()))
            {
                text.Append(' ').Append(address);
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(OrderedDictionary<string, List<IPAddress>> lines, string name, EndpointRecord endpoint)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0)
        {
            return;   // no name that anybody could ask for, and it would break the lines
        }

        if (!lines.TryGetValue(name, out var addresses))
        {
            lines[name] = addresses = [];
        }

        addresses.AddRange(endpoint.Addresses.Except(addresses));
    }
}
