using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Berth.Engine;

/// <summary>Addresses as numbers.</summary>
internal static class AddressMath
{
    public static UInt128 ToNumber(this IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static IPAddress ToAddress(this UInt128 number, bool six)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (six)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
            return new IPAddress(bytes);
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return new IPAddress(bytes[..4]);
    }

    public static bool IsIpv6(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;

    public static bool IsIpv6(this IPNetwork network) => network.BaseAddress.IsIpv6();

    /// <summary>The IPv6 address of a link that its hardware address makes (RFC 4291, appendix A).</summary>
    public static IPAddress ToLinkLocal(this PhysicalAddress hardware)
    {
        byte[] h = hardware.GetAddressBytes();
        return new IPAddress([0xfe, 0x80, 0, 0, 0, 0, 0, 0, (byte)(h[0] ^ 2), h[1], h[2], 0xff, 0xfe, h[3], h[4], h[5]]);
    }

    /// <summary>A network's first and last number.</summary>
    public static (UInt128 First, UInt128 Last) Bounds(this IPNetwork network)
    {
        var first = network.BaseAddress.ToNumber();
        int hostBits = (network.IsIpv6() ? 128 : 32) - network.PrefixLength;
        return (first, hostBits >= 128 ? UInt128.MaxValue : first + (UInt128.One << hostBits) - 1);
    }

    public static bool Overlaps(this IPNetwork one, IPNetwork other)
    {
        if (one.IsIpv6() != other.IsIpv6())
        {
            return false;
        }

        var (first, last) = one.Bounds();
        var (otherFirst, otherLast) = other.Bounds();
        return first <= otherLast && otherFirst <= last;
    }
}
