using System.Globalization;
using System.Net;

namespace Berth.Docker;

/// <summary>
/// A published port as command lines and Compose files write it: <c>[[address:]host-ports:]ports[/protocol]</c>, each of
/// ports one port or a range.
/// </summary>
public sealed record PortSpec
{
    /// <summary>The host address; empty for all.</summary>
    public string HostIp { get; init; } = "";

    /// <summary>The ports on the host; null for any free ones.</summary>
    public PortRange? HostPorts { get; init; }

    /// <summary>The ports in the container.</summary>
    public PortRange Ports { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>Reads a specification.</summary>
    /// <exception cref="FormatException">The text for users, as Docker words it.</exception>
    public static PortSpec Parse(string text)
    {
        var (address, host, container) = Split(text);
        var slash = container.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? "tcp" : container[(slash + 1)..].ToLowerInvariant();
        container = slash < 0 ? container : container[..slash];
        if (container.Length == 0)
        {
            throw new FormatException($"no port specified: {text}<empty>");
        }

        if (!PortRange.TryParse(container, out var ports))
        {
            throw new FormatException($"invalid containerPort: {container}");
        }

        if (protocol is not ("tcp" or "udp" or "sctp"))
        {
            throw new FormatException($"invalid proto: {protocol}");
        }

        if (address.Length > 0 && !IPAddress.TryParse(address, out _))
        {
            throw new FormatException($"invalid IP address: {address}");
        }

        return new PortSpec { HostIp = address, HostPorts = HostRange(host, ports, text), Ports = ports, Protocol = protocol };
    }

    /// <summary>The bindings that this stands for, a container's port at a time. A range on the host for one port in the container stays a range.</summary>
    public IEnumerable<(ContainerPort Port, PortBinding Binding)> Expand()
    {
        for (var i = 0; i < Ports.Count; i++)
        {
            var host = HostPorts switch
            {
                null => "",
                { } range when Ports.Count == 1 => range.ToString(),
                { } range => (range.First + i).ToString(CultureInfo.InvariantCulture),
            };
            yield return (new ContainerPort(Ports.First + i, Protocol), new PortBinding { HostIp = HostIp, HostPort = host });
        }
    }

    private static PortRange? HostRange(string host, PortRange ports, string text)
    {
        if (host.Length == 0)
        {
            return null;
        }

        if (!PortRange.TryParse(host, out var range))
        {
            throw new FormatException($"invalid hostPort: {host}");
        }

        return range.Count == ports.Count || ports.Count == 1
            ? range
            : throw new FormatException($"invalid ranges specified for container and host Ports: {text[(text.LastIndexOf(':') + 1)..]} and {host}");
    }

    // The container's ports come last, the host's before them; what is left is the address, which may have colons and brackets.
    private static (string Address, string Host, string Container) Split(string text)
    {
        var last = text.LastIndexOf(':');
        if (last < 0)
        {
            return ("", "", text);
        }

        var container = text[(last + 1)..];
        var before = text[..last];
        var colon = before.LastIndexOf(':');
        return colon < 0 ? ("", before, container) : (before[..colon].Trim('[', ']'), before[(colon + 1)..], container);
    }
}
