using System.Globalization;

namespace Berth.Compose;

/// <summary>One port of a short form.</summary>
internal readonly record struct PublishedPort(string HostIp, string Published, int Target, string Protocol);

/// <summary>Ports in short form: <c>[[ip:][published]:]target[/protocol]</c>, with ranges.</summary>
internal static class PortSpec
{
    /// <summary>Reads a short form; ranges give several ports, in the order of Go's sorted strings.</summary>
    /// <returns>Null if it is wrong; <paramref name="fault"/> says why.</returns>
    public static List<PublishedPort>? Parse(string spec, out string? fault)
    {
        List<PublishedPort> ports = [];
        fault = Parse(spec, ports);
        if (fault is not null)
        {
            fault = $"\"{spec}\": {fault}";
            return null;
        }

        ports.Sort(static (a, b) => GoOrder.Compare(Key(a), Key(b)));
        return ports;
    }

    private static string Key(PublishedPort port) => string.Create(CultureInfo.InvariantCulture, $"{port.Target}/{port.Protocol}");

    private static string? Parse(string spec, List<PublishedPort> ports)
    {
        if (spec.Length == 0)
        {
            return "no port";
        }

        (string ip, string host, string container) = Split(spec);
        (string protocol, string target) = SplitProtocol(container);
        if (target.Length == 0)
        {
            return "no port of the container";
        }

        bool bracketed = ip is ['[', .., ']'];
        ip = bracketed ? ip[1..^1] : ip;
        if ((ip.Length > 0 && !IpText.IsAddress(ip)) || (!bracketed && ip.Contains(':', StringComparison.Ordinal)))
        {
            return IpText.IsAddress(ip) ? $"an IPv6 address stands in brackets: \"[{ip}]\"" : $"\"{ip}\" is no IP address";
        }

        if (Range(target) is not { } inside)
        {
            return $"\"{target}\" is no port or range of ports";
        }

        if (host.Length > 0 && Range(host) is null)
        {
            return $"\"{host}\" is no port or range of ports of the host";
        }

        string lower = protocol.ToLowerInvariant();
        if (lower is not ("tcp" or "udp" or "sctp"))
        {
            return $"\"{protocol}\" is no protocol; there are tcp, udp and sctp";
        }

        return Expand(inside, host.Length > 0 ? Range(host) : null, ip, lower, ports);
    }

    private static string? Expand((int First, int Last) inside, (int First, int Last)? outside, string ip, string protocol, List<PublishedPort> ports)
    {
        int count = inside.Last - inside.First;
        if (outside is { } published && published.Last - published.First != count && count != 0)
        {
            return "the ranges of host and container differ in length";
        }

        for (int i = 0; i <= count; i++)
        {
            string host = outside switch
            {
                null => "",
                // One port inside and a range outside: the engine picks one.
                { } range when count == 0 && range.First != range.Last => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}"),
                { } range => (range.First + i).ToString(CultureInfo.InvariantCulture),
            };
            ports.Add(new PublishedPort(ip, host, inside.First + i, protocol));
        }

        return null;
    }

    // The last colon ends the published port, the one before it the address.
    private static (string Ip, string Host, string Container) Split(string spec)
    {
        string[] parts = spec.Split(':');
        return parts.Length switch
        {
            1 => ("", "", parts[0]),
            2 => ("", parts[0], parts[1]),
            3 => (parts[0], parts[1], parts[2]),
            _ => (string.Join(':', parts[..^2]), parts[^2], parts[^1]),
        };
    }

    private static (string Protocol, string Port) SplitProtocol(string text)
    {
        string[] parts = text.Split('/');
        if (text.Length == 0 || parts[0].Length == 0)
        {
            return ("", "");
        }

        return parts.Length == 1 || parts[1].Length == 0 ? ("tcp", parts[0]) : (parts[1], parts[0]);
    }

    private static (int First, int Last)? Range(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return Port(text) is { } single ? (single, single) : null;
        }

        // What follows a second dash is not looked at.
        int end = text.IndexOf('-', dash + 1);
        string upper = end < 0 ? text[(dash + 1)..] : text[(dash + 1)..end];
        return Port(text[..dash]) is { } first && Port(upper) is { } last && first <= last ? (first, last) : null;
    }

    private static int? Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : null;
}
