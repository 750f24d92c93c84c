using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>A container's ports as a list shows them: <c>0.0.0.0:8000-&gt;80/tcp, 443/tcp</c>; ports that follow one another and map to themselves are one range.</summary>
internal static class PortText
{
    /// <summary>The text for a container's ports.</summary>
    public static string Of(IReadOnlyList<PortSummary> ports)
    {
        if (ports.Count == 0)
            return "";
        var sorted = new List<PortSummary>(ports);
        sorted.Sort(Order);
        var open = new List<(string Key, int First, int Last)>();
        var parts = new List<string>();
        var mapped = new List<string>();
        foreach (var port in sorted)
        {
            var address = port.IP ?? "";
            if (address.Length > 0 && port.PublicPort != port.PrivatePort)
            {
                mapped.Add(string.Create(CultureInfo.InvariantCulture, $"{Join(address, port.PublicPort.ToString(CultureInfo.InvariantCulture))}->{port.PrivatePort}/{port.Type}"));
                continue;
            }
            var key = address + "/" + port.Type;
            var at = open.FindIndex(range => range.Key == key);
            if (at < 0)
            {
                open.Add((key, port.PrivatePort, port.PrivatePort));
            }
            else if (port.PrivatePort == open[at].Last + 1)
            {
                open[at] = (key, open[at].First, port.PrivatePort);
            }
            else
            {
                parts.Add(Range(open[at]));
                open[at] = (key, port.PrivatePort, port.PrivatePort);
            }
        }
        foreach (var range in open)
            parts.Add(Range(range));
        parts.AddRange(mapped);
        return string.Join(", ", parts);
    }

    private static string Range((string Key, int First, int Last) range)
    {
        var slash = range.Key.LastIndexOf('/');
        var text = new StringBuilder().Append(range.First);
        if (range.Last != range.First)
            text.Append('-').Append(range.Last);
        var ports = text.ToString();
        return (slash > 0 ? Join(range.Key[..slash], ports) + "->" : "") + ports + range.Key[slash..];
    }

    private static string Join(string address, string port) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";

    private static int Order(PortSummary a, PortSummary b)
    {
        if (a.PrivatePort != b.PrivatePort)
            return a.PrivatePort - b.PrivatePort;
        if (string.CompareOrdinal(a.IP ?? "", b.IP ?? "") is not 0 and var address)
            return address;
        return a.PublicPort != b.PublicPort ? a.PublicPort - b.PublicPort : string.CompareOrdinal(a.Type, b.Type);
    }
}
