using System.Net;
using System.Net.NetworkInformation;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Refuses endpoints that make no sense, when a container is made or connected. The texts are Docker's.</summary>
internal static class EndpointChecks
{
    /// <summary>The network modes that no endpoints go with.</summary>
    public static bool IsPrivate(string mode) => mode is "host" or "none" || mode.StartsWith("container:", StringComparison.Ordinal);

    /// <summary>Checks one endpoint; all that is wrong is told at once.</summary>
    public static void Check(NetworkState network, EndpointSettings asked)
    {
        var wrong = new List<string>();
        string? four = asked.IPAMConfig?.IPv4Address, six = asked.IPAMConfig?.IPv6Address;
        bool addresses = !string.IsNullOrEmpty(four) || !string.IsNullOrEmpty(six);
        if (network.IsDefault && asked.Aliases is { Count: > 0 })
        {
            wrong.Add("network-scoped aliases are only supported for user-defined networks");
        }

        if (network.IsDefault && addresses)
        {
            wrong.Add("user specified IP address is supported on user defined networks only");
        }
        else if (addresses)
        {
            CheckAddress(network, four, six: false, wrong);
            CheckAddress(network, six, six: true, wrong);
        }

        if (asked.MacAddress.Length > 0 && !(PhysicalAddress.TryParse(asked.MacAddress, out var hardware) && hardware.GetAddressBytes().Length == 6))
        {
            wrong.Add($"invalid MAC address {asked.MacAddress}");
        }

        if (EndpointSwitches.Problem(asked) is { } problem)
        {
            wrong.Add(problem);
        }

        if (wrong.Count > 0)
        {
            throw new DockerException(
                DockerErrorKind.InvalidParameter, $"invalid config for network {network.Name}: invalid endpoint settings:\n{string.Join('\n', wrong)}");
        }
    }

    /// <summary>Whether a container of a mode may join a network besides.</summary>
    public static void CheckConnect(string mode, NetworkState network)
    {
        string? refusal = (mode, network.Name) switch
        {
            (not "host", "host") => "cannot connect container to host network - container must be created in host network mode",
            ("host", _) => "container sharing network namespace with another container or host cannot be connected to any other network",
            (_, "none") or ("none", _) => "container cannot be connected to multiple networks with one of the networks in private (none) mode",
            _ when mode.StartsWith("container:", StringComparison.Ordinal) =>
                "container sharing network namespace with another container or host cannot be connected to any other network",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, refusal);
        }
    }

    private static void CheckAddress(NetworkState network, string? text, bool six, List<string> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (!IPAddress.TryParse(text, out var address) || address.IsIpv6() != six)
        {
            wrong.Add($"invalid IPv{(six ? 6 : 4)} address: {text}");
            return;
        }

        var chosen = network.Record.Subnets.Where(s => s.IsIpv6 == six && s.Chosen).ToList();
        if (chosen.Count == 0)
        {
            wrong.Add("user specified IP address is supported only when connecting to networks with user configured subnets");
        }
        else if (!chosen.Exists(s => s.Parsed.Contains(address)))
        {
            wrong.Add($"no configured subnet or ip-range contain the IP address {text}");
        }
    }
}
