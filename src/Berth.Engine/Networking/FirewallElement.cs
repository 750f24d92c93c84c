using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>An element of one of <see cref="FirewallRules"/>' sets or maps: all that changes in the tables.</summary>
internal sealed record FirewallElement(NftFamily Family, string Set, string Key, string Value = "")
{
    /// <summary>The key's bytes; <see cref="Key"/> has them as text, so that elements compare by value.</summary>
    public byte[] KeyBytes => Convert.FromHexString(Key);

    public byte[] ValueBytes => Convert.FromHexString(Value);

    /// <summary>A network: what may pass within it, its own addresses and whether what leaves it is masqueraded.</summary>
    public static IEnumerable<FirewallElement> OfNetwork(string bridge, bool masquerade, IEnumerable<IPAddress> gateways)
    {
        string link = Hex(LinkName(bridge));
        foreach (var family in (NftFamily[])[NftFamily.Ip, NftFamily.Ip6])
        {
            yield return new(family, FirewallRules.Same, link + link);
            if (!masquerade)
            {
                yield return new(family, FirewallRules.Plain, link);
            }
        }

        foreach (var gateway in gateways)
        {
            string address = Hex(gateway.GetAddressBytes());
            yield return new(FamilyOf(gateway), FirewallRules.Gates, address);
            yield return new(FamilyOf(gateway), FirewallRules.Own, link + address);
        }
    }

    /// <summary>A published port. <paramref name="host"/> is null for all addresses of the target's family.</summary>
    public static IEnumerable<FirewallElement> OfPort(string protocol, IPAddress? host, int port, IPEndPoint target, bool guarded)
    {
        var family = FamilyOf(target.Address);
        string key = Hex([.. host?.GetAddressBytes() ?? [], (byte)(protocol == "tcp" ? 6 : 17), 0, 0, 0, .. Port(port)]);
        yield return new(family, host is null ? FirewallRules.Any : FirewallRules.One, key, Hex([.. target.Address.GetAddressBytes(), .. Port(target.Port)]));
        if (guarded)
        {
            yield return new(family, host is null ? FirewallRules.GuardedAny : FirewallRules.GuardedOne, key);
        }
    }

    /// <summary>A link that was there when this engine switched forwarding on.</summary>
    public static IEnumerable<FirewallElement> OfHostLink(string name) =>
        [new(NftFamily.Ip, FirewallRules.Here, Hex(LinkName(name))), new(NftFamily.Ip6, FirewallRules.Here, Hex(LinkName(name)))];

    private static NftFamily FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? NftFamily.Ip6 : NftFamily.Ip;

    // A port fills a register of four bytes.
    private static byte[] Port(int port)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)port);
        return bytes;
    }

    private static byte[] LinkName(string name)
    {
        byte[] bytes = new byte[16];
        Encoding.UTF8.GetBytes(name, bytes);
        return bytes;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
