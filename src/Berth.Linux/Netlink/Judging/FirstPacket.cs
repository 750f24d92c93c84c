using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Berth.Linux;

/// <summary>The first packet of a connection to this host that nobody sent: what <see cref="NftRuleset"/> judges.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Source">Who sends it.</param>
/// <param name="Destination">An address of this host, of the same family.</param>
/// <param name="Port">The port that it asks for.</param>
/// <param name="Link">The link that it comes in by.</param>
public sealed record FirstPacket(string Protocol, IPAddress Source, IPAddress Destination, int Port, LinkInfo Link)
{
    private const int SourcePort = 40_400;

    /// <summary>The family of its addresses: <see cref="NftFamily.Ip"/> or <see cref="NftFamily.Ip6"/>.</summary>
    public NftFamily Family => Source.AddressFamily == AddressFamily.InterNetworkV6 ? NftFamily.Ip6 : NftFamily.Ip;

    internal byte ProtocolNumber => (byte)(Protocol == "tcp" ? 6 : 17);

    // IPv4 without options, not to be fragmented; or IPv6.
    internal byte[] NetworkHeader()
    {
        byte[] source = Source.GetAddressBytes(), destination = Destination.GetAddressBytes();
        int length = Protocol == "tcp" ? 20 : 8;
        return Family == NftFamily.Ip
            ? [0x45, 0, 0, (byte)(20 + length), 0, 1, 0x40, 0, 64, ProtocolNumber, 0, 0, .. source, .. destination]
            : [0x60, 0, 0, 0, 0, (byte)length, ProtocolNumber, 64, .. source, .. destination];
    }

    // TCP with SYN alone, or UDP.
    internal byte[] TransportHeader()
    {
        byte[] header = new byte[Protocol == "tcp" ? 20 : 8];
        BinaryPrimitives.WriteUInt16BigEndian(header, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)Port);
        if (Protocol == "tcp")
        {
            (header[12], header[13]) = (0x50, 0x02);
        }
        else
        {
            header[5] = 8;
        }

        return header;
    }
}
