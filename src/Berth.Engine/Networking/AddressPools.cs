using System.Buffers.Binary;
using System.Net;
using System.Text;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Chooses subnets for networks that ask for none: the first of the pools that meets nobody.</summary>
internal sealed class AddressPools(IReadOnlyList<(IPNetwork Network, int Length)> pools, string root)
{
    private const int Ipv6Length = 64;

    /// <summary>The first subnet of the IPv4 pools that overlaps none of <paramref name="taken"/>.</summary>
    /// <exception cref="DockerException">All are taken.</exception>
    public IPNetwork ChooseIpv4(IReadOnlyCollection<IPNetwork> taken) =>
        Choose(pools, [.. taken.Where(t => !t.IsIpv6())])
        ?? throw new DockerException(DockerErrorKind.System, "all predefined address pools have been fully subnetted");

    /// <summary>The first /64 of this engine's own prefix (RFC 4193; it derives from machine and root, so it stays) that overlaps none of <paramref name="taken"/>.</summary>
    public IPNetwork ChooseIpv6(IReadOnlyCollection<IPNetwork> taken) =>
        Choose([(OwnPrefix, Ipv6Length)], [.. taken.Where(t => t.IsIpv6())])
        ?? throw new DockerException(DockerErrorKind.System, "all predefined address pools have been fully subnetted");

    private IPNetwork OwnPrefix
    {
        get
        {
            byte[] prefix = new byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(prefix, NetworkIds.Hash(Encoding.UTF8.GetBytes(MachineId() + "\n" + root)) >> 8 << 16);
            prefix.AsSpan(0, 6).CopyTo(prefix.AsSpan(1));
            (prefix[0], prefix[6]) = (0xfd, 0);
            return new IPNetwork(new IPAddress(prefix), 48);
        }
    }

    private static string MachineId()
    {
        const string file = "/etc/machine-id";
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static IPNetwork? Choose(IReadOnlyList<(IPNetwork Network, int Length)> pools, IReadOnlyList<IPNetwork> taken)
    {
        foreach (var (network, length) in pools)
        {
            var (first, last) = network.Bounds();
            var step = UInt128.One << ((network.IsIpv6() ? 128 : 32) - length);
            for (var at = first; at <= last && last - at >= step - 1; at += step)
            {
                var candidate = new IPNetwork(at.ToAddress(network.IsIpv6()), length);
                if (!taken.Any(t => t.Overlaps(candidate)))
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
