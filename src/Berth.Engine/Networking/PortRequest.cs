using System.Net;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>A port that a container wants published.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="ContainerPort">The port in the container.</param>
/// <param name="Host">The host's address, or null for all.</param>
/// <param name="Ports">The ports on the host of which one is taken; null for any that is free.</param>
/// <param name="Open">Whether it is translated before the host's INPUT rules; null for the engine's own way.</param>
internal sealed record PortRequest(string Protocol, int ContainerPort, IPAddress? Host, PortRange? Ports, bool? Open)
{
    /// <summary>
    /// What a container asks for, in the order in which ports should be taken: single ones first, then ranges, then any, so that none takes what another
    /// must have.
    /// </summary>
    /// <exception cref="DockerException">InvalidParameter: it can't be read, or the protocol can't be published.</exception>
    public static IReadOnlyList<PortRequest> Read(ContainerNetworkRequest request)
    {
        var all = new List<PortRequest>();
        foreach (var (key, bindings) in request.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
        {
            var port = Parse(key);
            all.AddRange((bindings is { Count: > 0 } ? bindings : [new PortBinding()]).Select(b => Read(port, b, OpenOf(request, key, b))));
        }

        if (request.PublishAllPorts)
        {
            all.AddRange(request.ExposedPorts.Select(Parse)
                .Where(e => !all.Exists(p => (p.ContainerPort, p.Protocol) == (e.Number, e.Protocol)))
                .Select(e => Read(e, new PortBinding(), request.OpenPorts)));
        }

        return [.. all.OrderBy(p => p.Ports?.Count ?? int.MaxValue).ThenBy(p => p.ContainerPort).ThenBy(p => p.Protocol, StringComparer.Ordinal)];
    }

    private static Docker.ContainerPort Parse(string text) =>
        Docker.ContainerPort.TryParse(text, out var port) ? port : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid port specification: \"{text}\"");

    private static bool? OpenOf(ContainerNetworkRequest request, string port, PortBinding binding) =>
        request.OpenPort.TryGetValue($"{binding.HostIp}:{binding.HostPort}:{port}", out bool open) ? open : request.OpenPorts;

    private static PortRequest Read(Docker.ContainerPort port, PortBinding binding, bool? open)
    {
        if (port.Protocol == "sctp")
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"port {port} can't be published: only tcp and udp ports can");
        }

        IPAddress? host = null;
        if (binding.HostIp.Length > 0 && !IPAddress.TryParse(binding.HostIp, out host))
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid host IP address: {binding.HostIp}");
        }

        PortRange? range = null;
        if (binding.HostPort is not ("" or "0"))
        {
            range = PortRange.TryParse(binding.HostPort, out var read)
                ? read
                : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid host port: {binding.HostPort}");
        }

        return new PortRequest(port.Protocol, port.Number, host, range, open);
    }
}
