using System.Buffers.Binary;
using System.Net;

namespace Berth.Linux;

/// <summary>Connection tracking by netlink (linux/netfilter/nfnetlink_conntrack.h).</summary>
public static class ConntrackMessages
{
    private const int Get = 0x101, Delete = 0x102;
    private const int TupleOriginal = 1, Id = 12, Zone = 18, Filter = 25, TupleIp = 1, TupleProtocol = 2;
    private const int ProtocolNumber = 1, ProtocolDestinationPort = 3, Udp = 17;
    private const uint ByProtocol = 1 << 3, ByDestinationPort = 1 << 5;

    /// <summary>
    /// Forgets the UDP flows to a port of this host: they would go on to where the port led when their first packet came. A flow is as long as its
    /// packets are less than half a minute apart (two minutes after answers), so a client that repeats itself never sees the new target.
    /// The address is the one that clients send to; null for all of the family.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static int ForgetUdp(this NetlinkSocket socket, NetlinkBatch batch, NftFamily family, IPAddress? address, int port)
    {
        var flows = new List<(byte[] Tuple, byte[] Id, byte[] Zone)>();
        byte[]? wanted = address?.GetAddressBytes();
        socket.AskUntilWhole(batch, b => Request(b, family, port), flows.Clear, (_, message) =>
        {
            byte[] tuple = [], id = [], zone = [];
            foreach (var attribute in new NetlinkAttributes(message[4..]))
            {
                switch (attribute.Type)
                {
                    case TupleOriginal:
                        tuple = attribute.Value.ToArray();
                        break;
                    case Id:
                        id = attribute.Value.ToArray();
                        break;
                    case Zone:
                        zone = attribute.Value.ToArray();
                        break;
                    default:
                        break;
                }
            }
            if (Matches(tuple, wanted, port))
            {
                flows.Add((tuple, id, zone));
            }
        });
        if (flows.Count == 0)
        {
            return 0;
        }
        batch.Clear();
        foreach (var (tuple, id, zone) in flows)
        {
            batch.Head($"forget a UDP flow to port {port}", Delete, 0, family).Attribute(TupleOriginal | 0x8000, tuple).Attribute(Id, id).Tolerate(Errno.ENOENT);
            if (zone.Length > 0)
            {
                batch.Attribute(Zone, zone);
            }
        }
        socket.Send(batch);
        return flows.Count;
    }

    // The kernel picks by protocol and port (from Linux 5.8 on); what comes is looked at again, as an older filter would be passed over.
    private static NetlinkBatch Request(NetlinkBatch batch, NftFamily family, int port)
    {
        batch.Head("list UDP flows", Get, NetlinkBatch.Dump, family);
        using (batch.NestIn(TupleOriginal))
        using (batch.NestIn(TupleProtocol))
        {
            Span<byte> number = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)port);
            batch.Attribute(ProtocolNumber, [Udp]).Attribute(ProtocolDestinationPort, number);
        }
        using (batch.NestIn(Filter))
        {
            batch.Attribute(1, ByProtocol | ByDestinationPort).Attribute(2, 0u);
        }
        return batch;
    }

    private static bool Matches(ReadOnlySpan<byte> tuple, byte[]? address, int port)
    {
        bool right = false, here = address is null;
        foreach (var part in new NetlinkAttributes(tuple))
        {
            if (part.Type == TupleProtocol)
            {
                right = IsUdpTo(part.Nested, port);
            }
            else if (part.Type == TupleIp && address != null)
            {
                foreach (var ip in part.Nested)
                {
                    here |= ip.Type is 2 or 4 && ip.Value.SequenceEqual(address);   // CTA_IP_V4_DST, CTA_IP_V6_DST
                }
            }
        }
        return right && here;
    }

    private static bool IsUdpTo(NetlinkAttributes protocol, int port)
    {
        bool udp = false, same = false;
        foreach (var attribute in protocol)
        {
            udp |= attribute.Type == ProtocolNumber && attribute.Value is [Udp, ..];
            same |= attribute.Type == ProtocolDestinationPort && attribute.Value.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(attribute.Value) == port;
        }
        return udp && same;
    }
}
